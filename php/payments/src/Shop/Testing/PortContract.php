<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop\Testing;

use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Journal\EffectKind;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\OutOfStock;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * What a ShopPort promises, as tests (design-payments "The shop port", "Effects: once"). A shop extends it,
 * says how to make a ShopUnderTest, and runs it with PHPUnit 10 or newer on the data base it runs on
 * (ext-pcntl and ext-posix: processes are forked and killed):
 *
 *     final class MyShopPortTest extends PortContract
 *     {
 *         public static function shops(): iterable
 *         {
 *             yield 'my shop' => [static fn (): ShopUnderTest => new MyShopUnderTest()];
 *         }
 *     }
 *
 * Each life (hold, complete, pay, cancel, release …) is walked once undisturbed; then with a failure at, a
 * kill -9 before, and a second process beside every single statement. However it went, after the engine has
 * delivered again the shop's figures must have changed by what they changed in the undisturbed walk.
 */
abstract class PortContract extends TestCase
{
    private const AMOUNT = 3_000;

    /** Longer than the engine waits before it tells the shop again. */
    private const LATER_MS = 3_600_000;

    /** More statements than one effect ever takes: a port that needs more is not tested to its end. */
    private const MOST_STATEMENTS = 200;

    private ShopUnderTest $shop;

    private int $now = 1_800_000_000_000;

    private int $attempts = 0;

    /** @return iterable<string, array{callable(): ShopUnderTest}> a fresh shop with each call */
    abstract public static function shops(): iterable;

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testSnapshotShowsWhatIsCommittedNow(callable $make): void
    {
        $this->open($make);
        $order = $this->shop->order(self::AMOUNT);
        $port = $this->bench()->port;
        self::assertNull($port->snapshot('no-such-order'));
        $seen = $port->snapshot($order);
        self::assertSame([$order, self::AMOUNT], [$seen?->orderRef, $seen?->amount]);
        self::assertSame(OrderState::Purchasing, $seen?->state);

        $this->shop->changeAmount($order, self::AMOUNT + 1);

        self::assertSame(self::AMOUNT + 1, $port->snapshot($order)?->amount, 'no old snapshot of a transaction');
    }

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testOrdersFollowTheirEffects(callable $make): void
    {
        $this->open($make);
        [$order, $attempt] = $this->prepared(PortLife::Complete);
        $this->deliver(self::effect(EffectKind::CompleteOrder, $order, $attempt));
        self::assertSame(OrderState::Placed, $this->bench()->port->snapshot($order)?->state);
        $this->deliver(self::effect(EffectKind::MarkPaid, $order, $attempt));
        self::assertSame(OrderState::Paid, $this->bench()->port->snapshot($order)?->state);
        $this->deliver(self::effect(EffectKind::CancelOrder, $order, $attempt));
        self::assertSame(OrderState::Cancelled, $this->bench()->port->snapshot($order)?->state);
    }

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testAHoldIsTakenOnce(callable $make): void
    {
        $this->open($make);
        $order = $this->shop->order(self::AMOUNT);
        $before = $this->shop->figures($order);
        $this->bench()->hold($order, 'A1');
        $held = $this->shop->figures($order);
        self::assertNotSame($before, $held, 'figures() shows what is taken');

        $bench = $this->bench();
        $bench->hold($order, 'A1');
        $this->bench()->hold($order, 'A1');

        self::assertSame('held', $bench->holdState($order, 'A1'));
        self::assertSame($held, $this->shop->figures($order));
    }

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testWithoutStockNothingIsTaken(callable $make): void
    {
        $this->open($make);
        $order = $this->shop->order(self::AMOUNT);
        $this->shop->sellOut($order);
        $before = $this->shop->figures($order);
        $bench = $this->bench();
        try {
            $bench->hold($order, 'A1');
            self::fail('nothing was left to take');
        } catch (OutOfStock $problem) {
            self::assertNotSame('', $problem->getMessage(), 'a text for the customer');
        }
        self::assertSame('wanted', $bench->holdState($order, 'A1'));
        self::assertSame($before, $this->shop->figures($order));

        $this->deliver(self::effect(EffectKind::ReleaseHold, $order, 'A1'));
        self::assertSame($before, $this->shop->figures($order), 'what was not taken is not given back');
    }

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testAReleaseGivesBackWhatWasTakenOnce(callable $make): void
    {
        $this->open($make);
        $order = $this->shop->order(self::AMOUNT);
        $before = $this->shop->figures($order);
        $this->bench()->hold($order, 'A1');
        $release = self::effect(EffectKind::ReleaseHold, $order, 'A1');
        $this->deliver($release);
        self::assertSame($before, $this->shop->figures($order));

        $this->bench()->tellAgain($release);
        $this->bench()->hold($order, 'A1');

        self::assertSame($before, $this->shop->figures($order), 'a released hold is over');
    }

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testAnEffectToldAgainChangesNothing(callable $make): void
    {
        $this->open($make);
        [$order, $attempt] = $this->prepared(PortLife::Complete);
        foreach ([EffectKind::CompleteOrder, EffectKind::MarkPaid, EffectKind::Mail, EffectKind::Attention, EffectKind::CancelOrder] as $kind) {
            $effect = self::effect($kind, $order, $attempt);
            $this->deliver($effect);
            $once = $this->shop->figures($order);
            $this->bench()->tellAgain($effect);
            $this->deliver($effect);

            self::assertSame($once, $this->shop->figures($order), $kind->value);
        }
    }

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testTwoProcessesAtOnceApplyItOnce(callable $make): void
    {
        $this->open($make);
        foreach (PortLife::cases() as $life) {
            $expected = $this->undisturbed($life);
            [$order, $attempt, $before] = $this->prepared($life);
            $work = fn () => $this->walk($life, $order, $attempt, StatementWatch::idle());
            $children = [Child::fork($work), Child::fork($work)];
            array_map(static fn (Child $child): Child => $child->begin(), $children);
            foreach ($children as $child) {
                $child->end();
            }
            $this->finish($life, $order, $attempt);

            self::assertSame($expected, $this->change($order, $before), $life->name);
        }
    }

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testAHoldBesideItsReleaseLeavesNothingTaken(callable $make): void
    {
        $this->open($make);
        for ($round = 0; $round < 10; ++$round) {
            $order = $this->shop->order(self::AMOUNT);
            $before = $this->shop->figures($order);
            $this->bench()->wantHold($order, 'A1');
            $children = [
                Child::fork(fn () => $this->walk(PortLife::Hold, $order, 'A1', StatementWatch::idle())),
                Child::fork(fn () => $this->walk(PortLife::Release, $order, 'A1', StatementWatch::idle())),
            ];
            array_map(static fn (Child $child): Child => $child->begin(), $children);
            foreach ($children as $child) {
                $child->end();
            }
            $this->finish(PortLife::Release, $order, 'A1');

            self::assertSame($before, $this->shop->figures($order));
            self::assertSame('released', $this->bench()->holdState($order, 'A1'));
        }
    }

    /**
     * Also for a shop with autocommit off: what failed is rolled back whole, and comes again.
     *
     * @param callable(): ShopUnderTest $make
     */
    #[DataProvider('shops')]
    public function testAFailureAtAnyStatementLeavesItWholeOrUndone(callable $make): void
    {
        $this->open($make);
        foreach (PortLife::cases() as $life) {
            $expected = $this->undisturbed($life);
            $this->atEveryStatement($life, function (int $number) use ($life, $expected): bool {
                [$order, $attempt, $before] = $this->prepared($life);
                $watch = StatementWatch::failAt($number);
                try {
                    $this->walk($life, $order, $attempt, $watch);
                } catch (\Throwable $problem) {
                    // The engine's own statement, or hold(), which tells the checkout.
                    self::assertTrue($watch->hasStruck(), (string) $problem);
                }
                self::assertContains($this->change($order, $before), [[], $expected], "$life->name, statement $number");
                $this->finish($life, $order, $attempt);
                self::assertSame($expected, $this->change($order, $before), "$life->name, statement $number");

                return $watch->hasStruck();
            });
        }
    }

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testDeathBeforeAnyStatementLosesNothingAndDoublesNothing(callable $make): void
    {
        $this->open($make);
        foreach (PortLife::cases() as $life) {
            $expected = $this->undisturbed($life);
            $this->atEveryStatement($life, function (int $number) use ($life, $expected): bool {
                [$order, $attempt, $before] = $this->prepared($life);
                $child = Child::fork(fn () => $this->walk($life, $order, $attempt, StatementWatch::killBefore($number)));
                $lived = $child->begin()->end();
                self::assertContains($this->change($order, $before), [[], $expected], "$life->name, statement $number");
                $this->finish($life, $order, $attempt);
                self::assertSame($expected, $this->change($order, $before), "$life->name, statement $number");

                return !$lived;
            });
        }
    }

    /**
     * A checkout that died after it took: the attempt ends, and all is given back.
     *
     * @param callable(): ShopUnderTest $make
     */
    #[DataProvider('shops')]
    public function testWhatADeadCheckoutTookComesBack(callable $make): void
    {
        $this->open($make);
        $this->atEveryStatement(PortLife::Hold, function (int $number): bool {
            $order = $this->shop->order(self::AMOUNT);
            $before = $this->shop->figures($order);
            $child = Child::fork(fn () => $this->walk(PortLife::Hold, $order, 'A1', StatementWatch::killBefore($number)));
            $lived = $child->begin()->end();
            $this->deliver(self::effect(EffectKind::ReleaseHold, $order, 'A1'));

            self::assertSame([], $this->change($order, $before), "statement $number");

            return !$lived;
        });
    }

    /** @param callable(): ShopUnderTest $make */
    #[DataProvider('shops')]
    public function testSettleFreesTheShop(callable $make): void
    {
        $this->open($make);
        $order = $this->shop->order(self::AMOUNT);
        $port = $this->bench()->port;
        $port->snapshot($order);
        self::assertTrue($port->settle(), 'nothing is open');
        $this->shop->leaveWorkOpen($port, $order);

        if (!$port->settle()) {
            self::assertNotNull($port->snapshot($order), 'it says that work is open, and the engine sends nothing');

            return;
        }
        $child = Child::fork(fn () => $this->shop->changeAmount($order, self::AMOUNT + 1));
        self::assertTrue($child->begin()->end(10), 'no row lock is left');
        self::assertSame(self::AMOUNT + 1, $port->snapshot($order)?->amount);
    }

    /** @param callable(): ShopUnderTest $make */
    private function open(callable $make): void
    {
        $this->shop = $make();
        $this->bench()->migrate();
    }

    private function bench(?StatementWatch $watch = null): PortBench
    {
        gc_collect_cycles(); // connections of DBAL 3 and what they lock end with their cycles only

        return new PortBench($this->shop, $this->now += self::LATER_MS, $watch);
    }

    private function walk(PortLife $life, string $order, string $attempt, StatementWatch $watch): void
    {
        $bench = $this->bench($watch);
        $kind = $life->effect();
        if ($kind === null) {
            $bench->hold($order, $attempt);

            return;
        }
        $bench->want(self::effect($kind, $order, $attempt));
        $bench->deliver($order);
    }

    /** What the engine does later, until the shop has done it. */
    private function finish(PortLife $life, string $order, string $attempt): void
    {
        $this->walk($life, $order, $attempt, StatementWatch::idle());
        $kind = $life->effect();
        $isOpen = $kind === null
            ? $this->bench()->holdState($order, $attempt) === 'wanted'
            : $this->bench()->isPending(self::effect($kind, $order, $attempt));
        self::assertFalse($isOpen, "$life->name is done");
    }

    private function deliver(Effect $effect): void
    {
        $bench = $this->bench();
        $bench->want($effect);
        $bench->deliver($effect->orderRef);
        self::assertFalse($bench->isPending($effect), $effect->kind->value . ' is done');
    }

    /** @return array{string, string, array<string, int>} order, attempt and figures right before this part of its life */
    private function prepared(PortLife $life): array
    {
        $order = $this->shop->order(self::AMOUNT);
        $attempt = 'A' . ++$this->attempts;
        foreach ($life->before() as $earlier) {
            $this->finish($earlier, $order, $attempt);
        }

        return [$order, $attempt, $this->shop->figures($order)];
    }

    /** @return array<string, int> what this part of a life changes */
    private function undisturbed(PortLife $life): array
    {
        [$order, $attempt, $before] = $this->prepared($life);
        $this->finish($life, $order, $attempt);
        $change = $this->change($order, $before);
        self::assertNotSame([], $change, "figures() shows nothing of $life->name, so this contract could not");

        return $change;
    }

    /**
     * @param array<string, int> $before
     *
     * @return array<string, int> differences, those that are none left out
     */
    private function change(string $order, array $before): array
    {
        $change = [];
        foreach ($this->shop->figures($order) as $name => $figure) {
            if ($figure !== ($before[$name] ?? 0)) {
                $change[$name] = $figure - ($before[$name] ?? 0);
            }
        }

        return $change;
    }

    /** @param callable(int): bool $disturb disturbs one statement; false when there is none of this number */
    private function atEveryStatement(PortLife $life, callable $disturb): void
    {
        $number = 1;
        while ($disturb($number)) {
            self::assertLessThan(self::MOST_STATEMENTS, ++$number, $life->name);
        }
        self::assertGreaterThan(3, $number, "$life->name: the connections are watched");
    }

    private static function effect(EffectKind $kind, string $order, string $attempt): Effect
    {
        return new Effect("$order:$attempt:$kind->value", $kind, $order, $attempt, [
            'amount' => self::AMOUNT,
            'payment_id' => '990000001',
            'paid_at' => 1_800_000_000_000,
            'mail' => 'paid',
            'reason' => 'contract',
        ]);
    }
}
