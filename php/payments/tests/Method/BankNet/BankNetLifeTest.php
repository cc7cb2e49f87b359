<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\BankNet;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BankNet\BankNet;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Tests\Method\Module\HardNames;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use Paygent\Payments\Tests\Method\Module\ModuleWalk;
use Paygent\Payments\Tests\Support\Browser;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Page;
use PHPUnit\Framework\Attributes\DataProviderExternal;
use PHPUnit\Framework\TestCase;

/** 060 with a local Paygent, its page of banks and the bank behind it. */
final class BankNetLifeTest extends TestCase
{
    private LocalPaygent $paygent;
    private Browser $browser;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
        $this->browser = $this->paygent->browser();
    }

    public function testPaidAtABankThatLeadsBack(): void
    {
        $walk = new ModuleWalk($this->paygent, new BankNet());

        $verdict = $walk->back($this->decide($this->page($walk), 'pay'));

        self::assertInstanceOf(Done::class, $verdict->step);
        self::assertSame(['40', 3980, 'D036'], [
            $verdict->evidence?->status, $verdict->evidence?->amount, $verdict->evidence?->facts['bank_code'] ?? '',
        ]);
    }

    public function testGivenUpAtTheBank(): void
    {
        $walk = new ModuleWalk($this->paygent, new BankNet());

        $verdict = $walk->back($this->decide($this->page($walk), 'abort'));

        self::assertSame([AttemptState::Abandoned, '15'], [$verdict->state, $verdict->evidence?->status]);
        self::assertSame(Retry::Again, ModuleFixture::refused($verdict)->retry);
    }

    public function testAReturnThatLiesAboutTheResult(): void
    {
        $walk = new ModuleWalk($this->paygent, new BankNet());

        $verdict = $walk->back($this->decide($this->page($walk), 'unknown'), ['result' => '0']);

        self::assertSame([AttemptState::Away, '10'], [$verdict->state, $verdict->evidence?->status]);
        self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
    }

    public function testSomebodyElsesPaymentIsNotTaken(): void
    {
        $paid = new ModuleWalk($this->paygent, new BankNet());
        $paid->back($this->decide($this->page($paid), 'pay'));
        $other = new ModuleWalk($this->paygent, new BankNet());
        $back = $this->decide($this->page($other), 'abort');

        $verdict = $other->back($back, ['payment_id' => $paid->paymentId(), 'result' => '0']);

        self::assertSame([AttemptState::Away, null], [$verdict->state, $verdict->evidence]);
    }

    public function testOfTwoBanksTheOneThatLedBackIsAskedFor(): void
    {
        $walk = new ModuleWalk($this->paygent, new BankNet());
        $page = $this->page($walk);
        $this->decide($page, 'abort');

        $verdict = $walk->back($this->decide($page, 'pay'));

        self::assertInstanceOf(Done::class, $verdict->step, 'trading_id alone would have found two');
    }

    public function testTheLinkBackToTheShop(): void
    {
        $walk = new ModuleWalk($this->paygent, new BankNet());
        $page = $this->page($walk);

        $verdict = $walk->back($this->browser->open($page->link('店舗に戻る')));

        self::assertSame(AttemptState::Abandoned, $verdict->state);
        $this->choose($page);
        self::assertSame(AttemptState::Abandoned, $walk->come('stop')->state, 'a bank was chosen, nothing paid');
        $this->decide($page, 'pay');
        self::assertSame(AttemptState::Away, $walk->come('stop')->state, 'two payments: nobody chooses one');
    }

    public function testThePageIsFoundAgain(): void
    {
        $walk = new ModuleWalk($this->paygent, new BankNet());
        $first = $walk->begin()->step;

        $second = $walk->begin()->step;

        self::assertInstanceOf(GoToUrl::class, $first);
        self::assertInstanceOf(GoToUrl::class, $second, '5010');
        self::assertSame($first->url, $second->url);
    }

    public function testAPaidPageIsNotOfferedAgain(): void
    {
        $walk = new ModuleWalk($this->paygent, new BankNet());
        $this->decide($this->page($walk), 'pay');

        $verdict = $walk->begin();

        self::assertInstanceOf(Done::class, $verdict->step, '5008, then 094');
    }

    public function testPaygentNumbersItItself(): void
    {
        $paygent = LocalPaygent::start();
        $paygent->tool->contract(['bank_trading_id_by' => 'paygent']);
        $walk = new ModuleWalk($paygent, new BankNet());

        $verdict = $walk->begin();

        $paygent->stop();
        self::assertInstanceOf(GoToUrl::class, $verdict->step);
        self::assertMatchesRegularExpression('/^\w{1,25}$/', $verdict->tradingId);
        self::assertNotSame($walk->tradingId, $verdict->tradingId);
        self::assertStringContainsString('tid=' . $verdict->tradingId, $verdict->step->url);
    }

    #[DataProviderExternal(HardNames::class, 'buyers')]
    public function testHardNamesAreAccepted(Buyer $buyer): void
    {
        $verdict = (new ModuleWalk($this->paygent, new BankNet(), buyer: $buyer))->begin();

        self::assertSame(AttemptState::Away, $verdict->state, print_r($verdict->step, true));
    }

    private function page(ModuleWalk $walk): Page
    {
        $step = $walk->begin()->step;
        self::assertInstanceOf(GoToUrl::class, $step);

        return $this->browser->open($step->url);
    }

    /** 楽天銀行, which leads back; a payment in 10 begins. */
    private function choose(Page $page): Page
    {
        return $this->browser->submit($page, ['bankCode' => 'D036'], '/banking/asp/bank');
    }

    private function decide(Page $page, string $decision): Page
    {
        $bank = $this->browser->submit($this->choose($page), [], '/banking/dummy');

        return $this->browser->submit($bank, ['decision' => $decision], '/banking/dummy/end');
    }
}
