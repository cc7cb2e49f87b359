<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Rules\Life;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\PaygentTool;
use Paygent\Payments\Tests\Support\Shop\SqlShop;

/**
 * Compares the shop, the engine and the local Paygent, payment by payment, when everything is quiet.
 * Only money that must be given back may still be there, where a person has been told of it.
 *
 * @phpstan-type Row array<string, string|int|null>
 */
final class Books
{
    private const POINTS = 1_000;

    /** @var array<string, Row> by payment_id */
    private array $known = [];

    /** @var array<string, string> state by order */
    private array $orders = [];

    /** @var list<string> orders and payment ids that a person was told of */
    private array $told = [];

    /** @var list<string> */
    private array $differences = [];

    public function __construct(private readonly Connection $connection, private readonly PaygentTool $paygent) {}

    /** @return list<string> each begins with the order's ref, or "-" */
    public function differences(): array
    {
        $this->read();
        $this->comparePayments();
        $this->compareOrders();
        $this->compareHolds();

        return $this->differences;
    }

    private function read(): void
    {
        $this->differences = [];
        foreach ($this->rows('SELECT * FROM paygent_payment') as $row) {
            $this->known[(string) $row['payment_id']] = $row;
        }
        foreach ($this->rows('SELECT ref, state FROM shop_order') as $row) {
            $this->orders[(string) $row['ref']] = (string) $row['state'];
        }
        foreach ($this->rows("SELECT order_ref, payload FROM paygent_effect WHERE kind = 'attention' AND state = 'done'") as $row) {
            $this->told[] = (string) $row['order_ref'];
            preg_match('/"payment_id":"(\d+)"/', (string) $row['payload'], $found);
            $this->told[] = $found[1] ?? '';
        }
        $this->told = array_values(array_diff(array_unique($this->told), ['']));
    }

    private function comparePayments(): void
    {
        $seen = [];
        foreach ($this->paygent->everyPayment() as $real) {
            $id = self::text($real, 'payment_id');
            $seen[$id] = true;
            $row = $this->known[$id] ?? null;
            if ($row === null) {
                if (Aliveness::of(self::text($real, 'payment_type'), self::text($real, 'status'))->holdsMoney()) {
                    $this->differUntold('', $id, 'money of trading_id ' . self::text($real, 'trading_id') . ' is not known here');
                }
                continue;
            }
            foreach (['status', 'amount'] as $name) {
                if (self::text($real, $name) !== (string) $row[$name] && !$this->isLookedAtInTime($real, $row)) {
                    $this->differ($row['order_ref'], $id, \sprintf('%s is %s, here %s', $name, self::text($real, $name), $row[$name]));
                }
            }
            if ($row['role'] !== 'current' && $this->holdsMoney($row)) {
                $this->differUntold($row['order_ref'], $id, $row['role'] . ' and alive in ' . $row['status']);
            }
        }
        foreach (array_diff_key($this->known, $seen) as $id => $row) {
            $this->differ($row['order_ref'], (string) $id, 'is not at Paygent');
        }
    }

    /**
     * A change by time alone, between statuses of the same life (60 and 62, 40 and 41), whose notice was lost:
     * the day to ask for it is written down.
     *
     * @param array<string, mixed> $real
     * @param array<string, mixed> $row
     */
    private function isLookedAtInTime(array $real, array $row): bool
    {
        $type = self::text($real, 'payment_type');

        return $row['next_look_at'] !== null
            && self::text($real, 'amount') === self::text($row, 'amount')
            && Aliveness::of($type, self::text($real, 'status')) === Aliveness::of($type, self::text($row, 'status'));
    }

    private function compareOrders(): void
    {
        $money = [];
        $paid = [];
        foreach ($this->known as $row) {
            if ($row['role'] === 'surplus' || $row['role'] === 'superseded') {
                continue; // not the order's: looked after above
            }
            $order = (string) $row['order_ref'];
            $money[$order] = ($money[$order] ?? 0) + ($this->holdsMoney($row) ? 1 : 0);
            $paid[$order] = ($paid[$order] ?? 0) + ($this->isPaid($row) ? 1 : 0);
        }
        $open = array_column($this->rows('SELECT order_ref FROM paygent_attempt WHERE open_slot = 1'), null, 'order_ref');
        foreach ($this->orders as $order => $state) {
            $lives = $money[$order] ?? 0;
            $wrong = match ($state) {
                OrderState::Paid->value => ($paid[$order] ?? 0) !== 1 || $lives !== 1,
                OrderState::Cancelled->value => $lives !== 0,
                OrderState::Placed->value => $lives > 1 || ($paid[$order] ?? 0) > 0 || ($lives === 0 && !isset($open[$order])),
                default => $lives !== 0,
            };
            if ($wrong) {
                $this->differ($order, '', "is $state with $lives live payments, " . ($paid[$order] ?? 0) . ' of them paid');
            }
        }
    }

    /** Stock, points and changes of orders: each once, none too much. */
    private function compareHolds(): void
    {
        $taken = $this->rows(
            'SELECT o.ref, p.balance, o.changes, (SELECT COUNT(*) FROM paygent_hold h WHERE h.order_ref = o.ref'
            . " AND h.state IN ('held', 'kept')) AS held, (SELECT COUNT(*) FROM paygent_effect e WHERE e.order_ref = o.ref"
            . " AND e.state = 'done' AND e.kind IN ('complete_order', 'mark_paid', 'cancel_order')) AS done,"
            . ' (SELECT COUNT(*) FROM shop_note n WHERE n.order_ref = o.ref) AS notes, (SELECT COUNT(*) FROM paygent_effect a'
            . " WHERE a.order_ref = o.ref AND a.state = 'done' AND a.kind IN ('attention', 'mail')) AS told"
            . ' FROM shop_order o JOIN shop_points p ON p.customer = o.customer',
        );
        $all = 0;
        foreach ($taken as $row) {
            $all += (int) $row['held'];
            foreach ([
                'points' => [(int) $row['balance'], self::POINTS - SqlShop::POINTS * (int) $row['held']],
                'changes' => [(int) $row['changes'], (int) $row['done']],
                'notes' => [(int) $row['notes'], (int) $row['told']],
            ] as $what => [$is, $should]) {
                if ($is !== $should) {
                    $this->differ($row['ref'], '', "has $is $what instead of $should");
                }
            }
            if ((int) $row['held'] > 1) {
                $this->differ($row['ref'], '', 'holds stock ' . $row['held'] . ' times');
            }
        }
        $stock = (int) ($this->rows('SELECT quantity FROM shop_stock')[0]['quantity'] ?? 0);
        if ($stock !== World::STOCK - $all) {
            $this->differ('', '', "stock is $stock instead of " . (World::STOCK - $all));
        }
    }

    private function differ(string|int|null $order, string $paymentId, string $what): void
    {
        $order = (string) $order;
        $this->differences[] = trim(($order === '' ? '-' : $order) . ' ' . $paymentId . ' ' . $what);
    }

    private function differUntold(string|int|null $order, string $paymentId, string $what): void
    {
        if (array_intersect([(string) $order, $paymentId], $this->told) === []) {
            $this->differ($order, $paymentId, $what);
        }
    }

    /** @param Row $row */
    private function holdsMoney(array $row): bool
    {
        return Aliveness::of((string) $row['payment_type'], (string) $row['status'])->holdsMoney();
    }

    /** @param Row $row */
    private function isPaid(array $row): bool
    {
        return Aliveness::of((string) $row['payment_type'], (string) $row['status']) === Life::Paid;
    }

    /** @return list<Row> */
    private function rows(string $sql): array
    {
        /** @var list<Row> */
        return $this->connection->fetchAllAssociative($sql);
    }

    /** @param array<string, mixed> $json */
    private static function text(array $json, string $name): string
    {
        $value = $json[$name] ?? '';

        return \is_scalar($value) ? (string) $value : '';
    }
}
