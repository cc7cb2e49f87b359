<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Journal\Database;

/**
 * The one invariant that the journal cannot see by itself: no telegram that moves money has been sent
 * without a committed intent, and none more often than it was intended (money rules 1 and 3). Compares
 * the journal with what Paygent received, which only a local Paygent can tell (docs/sandbox.md, ledger).
 */
final class SentTelegrams
{
    /** Telegram kinds that may move money. */
    public const MOVING = [
        '010', '020', '021', '022', '023', '028', '029', '030', '060', '070', '100', '101', '102', '103', '340', '341', '342',
    ];

    /** Answered with another payment's id: the intent keeps the one it was sent for beside it. */
    private const MAKES_ANOTHER = ['103', '342'];

    public function __construct(private readonly Database $database) {}

    /**
     * @param iterable<array<array-key, mixed>> $ledger lines of GET /tool/ledger
     *
     * @return list<string> what was received more often than it was intended; empty when all is well
     */
    public function withoutIntent(iterable $ledger): array
    {
        $found = [];
        $intended = $this->intended();
        foreach ($this->received($ledger) as $key => $times) {
            $meant = $intended[$key] ?? 0;
            if ($times > $meant) {
                [$kind, $name, $id] = explode(':', $key, 3);
                $found[] = "$kind of $name $id was received $times times, intended $meant times";
            }
        }

        return $found;
    }

    /** @return array<string, int> how often, by "kind:trading_id:…" and "kind:payment_id:…" */
    private function intended(): array
    {
        $intended = [];
        foreach ($this->database->rows(
            'SELECT kind, trading_id, payment_id, base_payment_id FROM {intent} WHERE sent_at IS NOT NULL',
        ) as $row) {
            $kind = self::text($row, 'kind');
            $keys = [
                "$kind:trading_id:" . self::text($row, 'trading_id'),
                "$kind:payment_id:" . self::text($row, 'payment_id'),
            ];
            if (\in_array($kind, self::MAKES_ANOTHER, true)) {
                $keys[] = "$kind:payment_id:" . self::text($row, 'base_payment_id');
            }
            foreach (array_unique($keys) as $key) {
                $intended[$key] = ($intended[$key] ?? 0) + 1;
            }
        }

        return $intended;
    }

    /**
     * @param iterable<array<array-key, mixed>> $ledger
     *
     * @return array<string, int> how often, by one of the keys of intended()
     */
    private function received(iterable $ledger): array
    {
        $received = [];
        foreach ($ledger as $line) {
            $kind = $line['kind'] ?? '';
            $request = $line['request'] ?? null;
            if (($line['event'] ?? '') !== 'telegram' || !\in_array($kind, self::MOVING, true) || !\is_array($request)) {
                continue;
            }
            $tradingId = self::text($request, 'trading_id');
            $key = $tradingId === ''
                ? "$kind:payment_id:" . self::text($request, 'payment_id')
                : "$kind:trading_id:$tradingId";
            $received[$key] = ($received[$key] ?? 0) + 1;
        }

        return $received;
    }

    /** @param array<array-key, mixed> $row */
    private static function text(array $row, string $name): string
    {
        $value = $row[$name] ?? '';

        return \is_scalar($value) ? (string) $value : '';
    }
}
