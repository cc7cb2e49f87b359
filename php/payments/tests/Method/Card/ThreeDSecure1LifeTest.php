<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\ThreeDSecure;
use PHPUnit\Framework\Attributes\DataProvider;

/** What the protocol still has of 3-D Secure 1.0: the bank's page behind result 7, and the Attempt class. */
final class ThreeDSecure1LifeTest extends CardLifeTestCase
{
    private const V1 = ['threeDSecure' => ThreeDSecure::V1];

    protected static function contract(): array
    {
        return ['three_ds_1' => true, 'three_ds_1_acs' => true];
    }

    #[DataProvider('passwords')]
    public function testGoesThroughTheBanksPage(string $password, AttemptState $state, string $status): void
    {
        [$order, $fields] = $this->atTheBank($password);
        $verdict = self::verdict($this->back($order, $fields));

        self::assertSame($state, $verdict->state);
        self::assertSame($status, self::$paygent->tool->status($order->paymentId));
        if ($state === AttemptState::Placed) {
            self::assertAgrees($verdict);
        } else {
            self::assertSame('card.authentication_failed', self::refused($verdict)->customerText);
        }
    }

    /** @return iterable<string, array{string, AttemptState, string}> */
    public static function passwords(): iterable
    {
        yield 'right' => ['ok', AttemptState::Placed, '20'];
        yield 'attempt 0' => ['attempt', AttemptState::Placed, '20'];
        yield 'attempt 1, refused by the contract' => ['error', AttemptState::Refused, '11'];
        yield 'wrong' => ['mistyped', AttemptState::Refused, '11'];
    }

    public function testAForgedSuccessIsAskedAboutAndIsNone(): void
    {
        [$order, $fields] = $this->atTheBank('mistyped');
        $move = $this->back($order, ['result' => '0'] + $fields);

        self::assertInstanceOf(Inquire::class, $move);
        self::assertSame(AttemptState::Refused, $this->inquire($order)->state);
    }

    public function testAClosedPageIsStillOpenForTheCustomer(): void
    {
        $order = $this->order(self::V1);
        self::assertSame(AttemptState::Away, $this->walk($order)->state);
        self::assertSame(AttemptState::Away, $this->inquire($order)->state);
    }

    /** @return array{Purchase, array<string, string>} the order with its payment, and what the browser brings */
    private function atTheBank(string $password): array
    {
        $order = $this->order(self::V1);
        $away = $this->walk($order);
        self::assertSame(AttemptState::Away, $away->state);
        self::assertInstanceOf(ShowPage::class, $away->step);
        $browser = self::$paygent->browser();
        $page = $browser->show($away->step->html);
        self::assertFalse($page->isShop(), 'the bank asks');
        self::assertSame(1, preg_match('/type="password"[^>]*name="(\w+)"|name="(\w+)"[^>]*type="password"/', $page->html, $found));
        $back = $browser->submit($page, [$found[1] . ($found[2] ?? '') => $password]);
        self::assertTrue($back->isShop(), $back->text());

        return [
            $this->order(self::V1, tradingId: $order->tradingId, paymentId: self::paymentOf($away)),
            $back->fields(),
        ];
    }

    private static function paymentOf(Verdict $away): string
    {
        return $away->evidence->paymentId ?? '';
    }

    /** @param array<string, string> $fields */
    private function back(Purchase $order, array $fields): Move
    {
        return self::method()->returned($order, $this->urls->back('3ds1', $fields));
    }
}
