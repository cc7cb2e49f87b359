<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Tests\Support\PaygentTool;

/**
 * Every telegram that the local Paygent has received must have an intent that was committed before, and
 * each intent sends one at most.
 */
final class Telegrams
{
    /** Kinds that say what they are about by payment_id, and by trading_id. */
    private const BY_PAYMENT = ['021', '022', '023', '101', '102', '103', '340', '341', '342'];
    private const BY_TRADING_ID = ['010', '020', '030', '060', '070', '100'];

    public function __construct(private readonly Connection $connection, private readonly PaygentTool $paygent) {}

    /** @return list<string> */
    public function differences(): array
    {
        $allowed = [];
        $sent = $this->connection->fetchAllAssociative(
            'SELECT kind, payment_id, base_payment_id, trading_id FROM paygent_intent WHERE sent_at IS NOT NULL',
        );
        foreach ($sent as $row) {
            foreach ($this->keys(self::texts($row)) as $key) {
                $allowed[$key] = ($allowed[$key] ?? 0) + 1;
            }
        }
        $wrong = [];
        foreach ($this->paygent->ledger() as $line) {
            $request = $line['request'] ?? null;
            if (($line['event'] ?? '') !== 'telegram' || !\is_array($request)) {
                continue;
            }
            $fields = self::texts($request);
            foreach ($this->keys(['kind' => $fields['telegram_kind'] ?? ''] + $fields) as $key) {
                $allowed[$key] = ($allowed[$key] ?? 0) - 1;
                if ($allowed[$key] < 0) {
                    $wrong[] = '- telegram ' . $key . ' was received without an intent of its own';
                }
                break;
            }
        }

        return $wrong;
    }

    /**
     * @param array<array-key, mixed> $row
     *
     * @return array<string, string>
     */
    private static function texts(array $row): array
    {
        $texts = [];
        foreach ($row as $name => $value) {
            $texts[(string) $name] = \is_scalar($value) ? (string) $value : '';
        }

        return $texts;
    }

    /**
     * @param array<string, string> $fields
     *
     * @return list<string>
     */
    private function keys(array $fields): array
    {
        $kind = $fields['kind'] ?? '';

        return match (true) {
            \in_array($kind, self::BY_PAYMENT, true) => array_values(array_unique([
                $kind . ' ' . $fields['payment_id'],
                // d払い's 103 and Paidy's 342 are answered with another payment's id.
                ...(isset($fields['base_payment_id']) && $fields['base_payment_id'] !== '' ? [$kind . ' ' . $fields['base_payment_id']] : []),
            ])),
            \in_array($kind, self::BY_TRADING_ID, true) && ($fields['trading_id'] ?? '') !== '' => [$kind . ' ' . $fields['trading_id']],
            default => [],
        };
    }
}
