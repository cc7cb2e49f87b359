<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Flow;

use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Journal\EffectKind;
use Paygent\Payments\Journal\Effects;
use Paygent\Payments\Journal\Holds;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\Receipt;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\WithDatabases;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;
use Psr\Clock\ClockInterface;
use Psr\Log\NullLogger;

/** Effects of one order come in their order; one that fails keeps neither a person's nor other orders' back. */
final class EffectOrderTest extends TestCase
{
    use WithDatabases;

    #[DataProvider('databases')]
    public function testAFailingEffectHoldsBackItsOrderOnly(DatabaseKind $kind): void
    {
        $database = new Database($this->database($kind)->connect());
        (new Migrator($database))->migrate();
        $effects = new Effects($database);
        $want = static fn (string $order, EffectKind $effect): bool => $effects->want(
            new Effect("$order:a:$effect->value", $effect, $order, 'a'),
            1_000,
        );
        $want('broken', EffectKind::CompleteOrder);
        $want('broken', EffectKind::MarkPaid);
        $want('broken', EffectKind::Attention);
        $want('fine', EffectKind::CompleteOrder);
        $want('fine', EffectKind::MarkPaid);
        $shop = self::shop($database);
        $clock = new Clock(new class () implements ClockInterface {
            public function now(): \DateTimeImmutable
            {
                return new \DateTimeImmutable('2026-01-01T00:00:00Z');
            }
        });
        $delivery = new EffectDelivery($database, $effects, new Holds($database), $shop, $clock, new NullLogger());

        self::assertSame(3, $delivery->deliver());

        self::assertSame(
            ['broken:a:attention', 'fine:a:complete_order', 'fine:a:mark_paid'],
            $shop->applied,
        );
        self::assertTrue($effects->isPending('broken:a:mark_paid'));
    }

    /** @return ShopPort&object{applied: list<string>} */
    private static function shop(Database $database): ShopPort
    {
        return new class ($database) implements ShopPort {
            /** @var list<string> */
            public array $applied = [];

            public function __construct(private readonly Database $database) {}

            public function snapshot(string $orderRef): ?OrderSnapshot
            {
                return null;
            }

            public function hold(string $orderRef, string $attemptId, Receipt $receipt): void {}

            public function settle(): bool
            {
                return true;
            }

            public function apply(Effect $effect, Receipt $receipt): void
            {
                if ($effect->orderRef === 'broken' && $effect->kind !== EffectKind::Attention) {
                    throw new \RuntimeException('the shop is broken');
                }
                if ($receipt->claim($this->database->connection()->executeStatement(...))) {
                    $this->applied[] = $effect->key;
                }
            }
        };
    }
}
