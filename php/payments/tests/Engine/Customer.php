<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\OpenPaidy;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Tests\Support\Browser;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Page;
use Paygent\Payments\Tests\Support\PaidyWindow;
use PHPUnit\Framework\Assert;

/** The customer at his browser: takes the steps the engine says, pays, gives up, or does not come back. */
final class Customer
{
    public const CARD = '4900000000000000';

    /** Refused by the card company (8212). */
    public const DECLINED = '4900000000008212';

    private const HOME = '購入したサイトに戻る';

    public const STOP = '支払を中断する';

    private readonly Browser $browser;

    public function __construct(private readonly LocalPaygent $paygent)
    {
        $this->browser = $paygent->browser();
    }

    /** Opens what the shop answers with. */
    public function open(Step $step): Page
    {
        if ($step instanceof GoToUrl) {
            return $this->browser->open($step->url);
        }
        Assert::assertInstanceOf(ShowPage::class, $step, print_r($step, true));

        return $this->browser->show($step->html);
    }

    /** The bank's page of 3-D Secure 2 with its password. */
    public function challenged(Page $bank, string $password): Page
    {
        Assert::assertFalse($bank->isShop(), 'the bank asks');

        return self::atTheShop($this->browser->submit($bank, ['challengeDataEntry' => $password]));
    }

    /** The bank's page of 3-D Secure 1.0: leads back to the shop. */
    public function passThreeDSecure1(Page $bank, string $password = 'ok'): Page
    {
        Assert::assertSame(1, preg_match('/type="password"[^>]*name="(\w+)"|name="(\w+)"[^>]*type="password"/', $bank->html, $found));

        return $this->browser->submit($bank, [$found[1] . ($found[2] ?? '') => $password]);
    }

    /**
     * 楽天銀行 of bank net, which leads back.
     *
     * @param string $decision pay, abort, unknown
     */
    public function atTheBank(Page $banks, string $decision): Page
    {
        $transit = $this->browser->submit($banks, ['bankCode' => 'D036'], '/banking/asp/bank');
        $bank = $this->browser->submit($transit, [], '/banking/dummy');

        return $this->browser->submit($bank, ['decision' => $decision], '/banking/dummy/end');
    }

    /** @param string $button agree, cancel */
    public function loginAtCarrier(Page $login, string $button = 'agree'): Page
    {
        return self::atTheShop($this->browser->submit($login, ['do' => $button]));
    }

    /** @param string $button buy, stop, back, lapse */
    public function atTheCarrier(Page $page, string $button, MethodId $carrier): Page
    {
        $next = $this->browser->submit($page, ['do' => $button], '/carrier/decide');

        return $carrier === MethodId::Docomo && !$next->isShop() ? $this->browser->submit($next, ['do' => 'next']) : $next;
    }

    /** Paidy's window, whose callback the shop's page posts to the return address. */
    public function atPaidy(Step $step, string $email = PaidyWindow::APPROVED): Page
    {
        Assert::assertInstanceOf(OpenPaidy::class, $step, print_r($step, true));

        return self::paidyTells($step, PaidyWindow::walk($this->paygent, $step, $email));
    }

    /** @param array<string, mixed> $told */
    public static function paidyTells(OpenPaidy $step, array $told): Page
    {
        $texts = array_map(static fn (mixed $value): string => \is_scalar($value) ? (string) $value : '', $told);

        return Page::atTheShop('POST', $step->returnUrl, http_build_query($texts));
    }

    /** The link type's page of cards. */
    public function payLinkCard(Page $first, string $number = self::CARD): Page
    {
        $confirmation = $this->browser->submit($first, [
            'card_number' => $number,
            'expire_month' => '12',
            'expire_year' => '30',
            'holder_name' => 'TARO YAMADA',
            'security_code' => '123',
            'pay' => '10',
        ], '/linktype/card');

        return $this->browser->submit($confirmation, [], '/linktype/card/done');
    }

    /**
     * The link type's pages of numbers: store, ATM.
     *
     * @param array<string, string> $typed
     */
    public function takeLinkNumber(Page $first, array $typed = []): Page
    {
        return $this->browser->submit($this->browser->submit($first, $typed, '/linktype/number'), [], '/linktype/number/done');
    }

    /**
     * The link type's page that leads on to banks or carriers.
     *
     * @param array<string, string> $typed
     */
    public function onToProvider(Page $first, array $typed = []): Page
    {
        return $this->browser->submit($first, $typed, '/linktype/provider');
    }

    /** A carrier behind the link type. */
    public function payLinkCarrier(Page $first, MethodId $carrier, string $button = 'buy'): Page
    {
        $page = $this->onToProvider($first, ['career_type' => $carrier->carrier()]);
        if ($carrier !== MethodId::Softbank) {
            $page = $this->decide($page, 'agree');
        }
        $page = $this->decide($page, $button);

        return $carrier === MethodId::Docomo && $button === 'buy' ? $this->decide($page, 'next') : $page;
    }

    /** Back to the shop from the link type's last page, or from any by self::STOP. */
    public function home(Page $page, string $link = self::HOME): Page
    {
        return self::atTheShop($this->browser->open($page->link($link)));
    }

    public static function atTheShop(Page $page): Page
    {
        Assert::assertTrue($page->isShop(), $page->text());
        Assert::assertNotSame('', $page->fields()[ReturnDoor::PARAMETER] ?? '', 'the return token survives the pages');

        return $page;
    }

    private function decide(Page $page, string $do): Page
    {
        if (!str_contains($page->html, '/carrier/decide')) {
            $page = $this->browser->submit($page);
        }

        return $this->browser->submit($page, ['do' => $do], '/carrier/decide');
    }
}
