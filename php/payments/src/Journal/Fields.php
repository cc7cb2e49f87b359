<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** Typed reading of one database row: drivers differ in what they give for a BIGINT. @internal */
final class Fields
{
    /** @param array<string, string|int|float|bool|null> $row */
    public function __construct(private readonly array $row) {}

    public function text(string $name): string
    {
        return (string) ($this->row[$name] ?? '');
    }

    public function textOrNull(string $name): ?string
    {
        $value = $this->row[$name] ?? null;

        return $value === null ? null : (string) $value;
    }

    public function int(string $name): int
    {
        return (int) ($this->row[$name] ?? 0);
    }

    public function intOrNull(string $name): ?int
    {
        $value = $this->row[$name] ?? null;

        return $value === null ? null : (int) $value;
    }

    /** @return array<string, string> */
    public function map(string $name): array
    {
        $map = [];
        $decoded = json_decode($this->text($name), true);
        foreach (\is_array($decoded) ? $decoded : [] as $key => $value) {
            $map[(string) $key] = \is_scalar($value) ? (string) $value : '';
        }

        return $map;
    }

    /** @param array<string, string|int|bool|null> $map */
    public static function json(array $map): string
    {
        return json_encode($map, \JSON_THROW_ON_ERROR | \JSON_UNESCAPED_UNICODE | \JSON_UNESCAPED_SLASHES);
    }
}
