<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Carrier;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Carrier\Carrier;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use Paygent\Payments\Tests\Method\Module\ModuleWalk;
use Paygent\Payments\Tests\Support\Browser;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Page;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** 104 and 100 with a local Paygent and the carriers' pages. */
final class CarrierLifeTest extends TestCase
{
    private LocalPaygent $paygent;
    private Browser $browser;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
        $this->browser = $this->paygent->browser();
    }

    /** @return iterable<string, array{MethodId, string, string}> carrier, terminal, status when bought */
    public static function purchases(): iterable
    {
        foreach (['' => 'computer', ModuleFixture::SMARTPHONE => 'smartphone'] as $userAgent => $name) {
            yield "docomo $name" => [MethodId::Docomo, $userAgent, '21'];
            yield "au $name" => [MethodId::Au, $userAgent, '20'];
            yield "softbank $name" => [MethodId::Softbank, $userAgent, '21'];
        }
    }

    #[DataProvider('purchases')]
    public function testBought(MethodId $id, string $userAgent, string $status): void
    {
        $walk = new ModuleWalk($this->paygent, new Carrier($id), ['user_agent' => $userAgent]);

        $page = $this->browser->submit($this->payment($walk), ['do' => 'buy'], '/carrier/decide');
        $verdict = $walk->back($id === MethodId::Docomo ? $this->browser->submit($page, ['do' => 'next']) : $page);

        self::assertSame([AttemptState::Placed, $status, $id->carrier(), 3980], [
            $verdict->state, $verdict->evidence?->status, $verdict->evidence?->carrier, $verdict->evidence?->amount,
        ]);
        self::assertInstanceOf(Done::class, $verdict->step);
        $terminal = $this->paygent->tool->telegrams('100', $walk->tradingId)[0]['request'] ?? null;
        self::assertIsArray($terminal);
        self::assertSame($userAgent === '' ? '0' : '4', $terminal['pc_mobile_type'] ?? null);
    }

    public function testDocomoWithoutTheWayBackIsBoughtAllTheSame(): void
    {
        $walk = new ModuleWalk($this->paygent, new Carrier(MethodId::Docomo));
        $this->browser->submit($this->payment($walk), ['do' => 'buy'], '/carrier/decide');

        $verdict = $walk->ask();

        self::assertSame([AttemptState::Placed, '20'], [$verdict->state, $verdict->evidence?->status]);
    }

    /** @return iterable<string, array{MethodId, string}> */
    public static function waysOut(): iterable
    {
        yield 'docomo 購入中止' => [MethodId::Docomo, 'stop'];
        yield 'docomo 購入画面へ戻る' => [MethodId::Docomo, 'back'];
        yield 'au 購入中止' => [MethodId::Au, 'stop'];
        yield 'softbank 購入中止' => [MethodId::Softbank, 'stop'];
    }

    #[DataProvider('waysOut')]
    public function testGivenUpOnThePaymentsPage(MethodId $id, string $button): void
    {
        $walk = new ModuleWalk($this->paygent, new Carrier($id));

        $verdict = $walk->back($this->browser->submit($this->payment($walk), ['do' => $button], '/carrier/decide'));

        self::assertSame([AttemptState::Abandoned, '15'], [$verdict->state, $verdict->evidence?->status]);
        self::assertSame(Retry::Again, ModuleFixture::refused($verdict)->retry);
    }

    /** @return iterable<string, array{MethodId}> */
    public static function logins(): iterable
    {
        yield 'docomo' => [MethodId::Docomo];
        yield 'au' => [MethodId::Au];
    }

    #[DataProvider('logins')]
    public function testGivenUpOnTheLoginPage(MethodId $id): void
    {
        $walk = new ModuleWalk($this->paygent, new Carrier($id));

        $verdict = $walk->back($this->browser->submit($this->show($walk->begin()), ['do' => 'cancel']));

        self::assertSame([AttemptState::Abandoned, null], [$verdict->state, $verdict->evidence]);
        self::assertSame([], $this->paygent->tool->telegrams('100', $walk->tradingId), 'nothing was applied for');
    }

    #[DataProvider('logins')]
    public function testTheLoginsReturnCalledTwiceAppliesOnce(MethodId $id): void
    {
        $walk = new ModuleWalk($this->paygent, new Carrier($id));
        $back = $this->browser->submit($this->show($walk->begin()), ['do' => 'agree']);
        $walk->back($back);

        $second = $walk->back($back);

        self::assertSame(AttemptState::Away, $second->state);
        self::assertInstanceOf(BeingConfirmed::class, $second->step);
        self::assertCount(1, $this->paygent->tool->payments($walk->tradingId));
    }

    public function testAReturnBeforeAnythingWasBoughtProvesNothing(): void
    {
        foreach (['return', 'cancel'] as $door) {
            $walk = new ModuleWalk($this->paygent, new Carrier(MethodId::Softbank));
            $this->payment($walk);

            $verdict = $walk->come($door, ['payment_id' => '1', 'trading_id' => 'X', 'accept_date' => '20261123120000']);

            self::assertSame([AttemptState::Away, '10'], [$verdict->state, $verdict->evidence?->status]);
            self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
        }
    }

    public function testAForgedCancelOfABoughtOrderIsBought(): void
    {
        $walk = new ModuleWalk($this->paygent, new Carrier(MethodId::Softbank));
        $this->browser->submit($this->payment($walk), ['do' => 'buy'], '/carrier/decide');

        self::assertInstanceOf(Done::class, $walk->come('cancel')->step);
    }

    public function testAnOpenIdOfSomebodyElseIsRefused(): void
    {
        $docomo = new ModuleWalk($this->paygent, new Carrier(MethodId::Docomo));
        $docomo->begin();
        self::assertSame('methods.busy', ModuleFixture::refused($docomo->come('authenticated', ['open_id' => 'invented']))->customerText);

        $au = new ModuleWalk($this->paygent, new Carrier(MethodId::Au));
        $au->begin();
        $refused = ModuleFixture::refused($au->come('authenticated', ['open_id' => 'invented']));
        self::assertSame(['methods.page_expired', Retry::Again], [$refused->customerText, $refused->retry], $refused->shopReason);
    }

    public function testAuSoldAtOnce(): void
    {
        foreach (['' => '40', '02' => '40', '03' => '10'] as $payer => $status) {
            $walk = new ModuleWalk($this->paygent, new Carrier(MethodId::Au, SalesMode::SellAtOnce));
            $page = $this->browser->submit($this->payment($walk), ['do' => 'buy', 'payer' => $payer], '/carrier/decide');

            $verdict = $walk->back($page);

            self::assertSame($status, $verdict->evidence?->status, "payer $payer");
            self::assertSame($status === '40', $verdict->step instanceof Done);
            self::assertSame($payer, $verdict->evidence->facts['payment_class'] ?? '');
        }
    }

    public function testASessionThatLapsed(): void
    {
        $walk = new ModuleWalk($this->paygent, new Carrier(MethodId::Au));
        $this->browser->submit($this->payment($walk), ['do' => 'lapse'], '/carrier/decide');

        self::assertSame(AttemptState::Abandoned, $walk->ask()->state);
    }

    /** The carrier's page of the payment, after the login where there is one. */
    private function payment(ModuleWalk $walk): Page
    {
        $page = $this->show($walk->begin());
        if (str_contains($page->html, 'OpenID')) {
            $page = $this->show($walk->back($this->browser->submit($page, ['do' => 'agree'])));
        }

        return $page;
    }

    private function show(Verdict $verdict): Page
    {
        $step = $verdict->step;
        if ($step instanceof GoToUrl) {
            return $this->browser->open($step->url);
        }
        self::assertInstanceOf(ShowPage::class, $step, print_r($step, true));

        return $this->browser->show($step->html);
    }
}
