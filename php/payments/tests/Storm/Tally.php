<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

/** Waits until it is quiet after a storm, compares, and counts what has happened. */
final class Tally
{
    private const COUNTS = [
        'orders' => 'SELECT state, COUNT(*) AS many FROM shop_order GROUP BY state',
        'attempts' => 'SELECT state, COUNT(*) AS many FROM {attempt} GROUP BY state',
        'methods tried' => 'SELECT method, COUNT(*) AS many FROM {attempt} GROUP BY method',
        'telegrams' => 'SELECT state, COUNT(*) AS many FROM {intent} GROUP BY state',
        'operations' => "SELECT operation, COUNT(*) AS many FROM {intent} WHERE operation NOT IN ('apply', 'prepare')"
            . ' GROUP BY operation',
        'unknown settled by 094' => 'SELECT result, COUNT(*) AS many FROM (SELECT SUBSTR(result, 1, 20) AS result FROM {audit}'
            . " WHERE action = 'settle') s GROUP BY result",
        'payments' => 'SELECT role, COUNT(*) AS many FROM {payment} GROUP BY role',
        'notices' => 'SELECT state, COUNT(*) AS many FROM {notice} GROUP BY state',
        'notices came by' => 'SELECT source, COUNT(*) AS many FROM {notice} GROUP BY source',
        'effects' => 'SELECT kind, COUNT(*) AS many FROM {effect} GROUP BY kind',
    ];

    public function __construct(private readonly World $world) {}

    /** @return array{differences: list<string>, lines: array<string, array<string, int>>, stories: string} */
    public function counted(): array
    {
        $quiet = new Quiet($this->world);
        $differences = $quiet->differences();
        $database = $this->world->desk()->engine->database;
        $lines = [];
        foreach (self::COUNTS as $title => $sql) {
            foreach ($database->rows($sql) as $row) {
                $row = array_values($row);
                $lines[$title][(string) $row[0]] = (int) $row[1];
            }
        }
        foreach ($database->rows("SELECT payload FROM {effect} WHERE kind = 'attention'") as $row) {
            $payload = json_decode((string) $row['payload'], true);
            $reason = \is_array($payload) ? $payload['reason_en'] ?? '' : '';
            $reason = preg_replace('/[+-]?\d{2,}( yen)?/', 'N', substr(\is_string($reason) ? $reason : '', 0, 90));
            $lines['attention: why'][(string) $reason] = ($lines['attention: why'][(string) $reason] ?? 0) + 1;
        }
        $lines['put right by people'] = $quiet->putRight;

        $stories = '';
        foreach (\array_slice(array_unique(array_map(static fn (string $line): string => explode(' ', $line)[0], $differences)), 0, 5) as $order) {
            $stories .= $order === '-' ? '' : Story::of($database, $order);
        }

        return ['differences' => $differences, 'lines' => $lines, 'stories' => $stories];
    }

    /**
     * @param list<array<string, mixed>> $rules
     *
     * @return array<string, int> hits by effect
     */
    public static function faults(array $rules): array
    {
        $hits = [];
        foreach ($rules as $rule) {
            $name = \is_array($rule['do'] ?? null) ? (string) array_key_first($rule['do']) : '';
            $hits[$name] = ($hits[$name] ?? 0) + (\is_int($rule['hits'] ?? null) ? $rule['hits'] : 0);
        }

        return $hits;
    }
}
