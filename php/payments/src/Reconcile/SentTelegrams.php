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
    private const MOVING = [
        '010', '020', '021', '022', '023', '028', '029', '030', '060', '070', '100', '101', '102', '103', '340', '341', '342',
    ];

    public function __construct(private readonly Database $database) {}

    /**
     * @param iterable<array<array-key, mixed>> $ledger lines of GET /tool/ledger
     *
     * @return list<string> what was received more often than it was intended; empty when all is well
     */
    public function withoutIntent(iterable $ledger): array
    {
        $found = [];
        foreach ($this->received($ledger) as $key => $times) {
            [$kind, $column, $id] = explode(':', $key, 3);
            $intended = $this->database->int(
                "SELECT COUNT(*) FROM {intent} WHERE kind = ? AND $column = ? AND sent_at IS NOT NULL",
                [$kind, $id],
            );
            if ($times > $intended) {
                $found[] = "$kind of $column $id was received $times times, intended $intended times";
            }
        }

        return $found;
    }

    /**
     * @param iterable<array<array-key, mixed>> $ledger
     *
     * @return array<string, int> how often, by "kind:trading_id:…" or "kind:payment_id:…"
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

    /** @param array<array-key, mixed> $request */
    private static function text(array $request, string $name): string
    {
        $value = $request[$name] ?? '';

        return \is_scalar($value) ? (string) $value : '';
    }
}
