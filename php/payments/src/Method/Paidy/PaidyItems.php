<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Paidy;

/**
 * Lines of an order in Paidy's form.
 *
 * @phpstan-type Item array{id: string, title: string, description: string, unit_price: int, quantity: int}
 */
final class PaidyItems
{
    /**
     * @param string $json list of objects; anything that is no such list gives no lines
     *
     * @return list<Item>
     */
    public static function of(string $json): array
    {
        $list = json_decode($json, true);
        $items = [];
        foreach (\is_array($list) ? $list : [] as $given) {
            if (\is_array($given)) {
                $items[] = self::item($given);
            }
        }

        return $items;
    }

    /** @param list<Item> $items */
    public static function sum(array $items): int
    {
        return array_sum(array_map(static fn (array $item): int => $item['unit_price'] * $item['quantity'], $items));
    }

    /** @return Item */
    public static function line(string $title, int $yen): array
    {
        return ['id' => '', 'title' => $title, 'description' => '', 'unit_price' => $yen, 'quantity' => 1];
    }

    /**
     * @param array<array-key, mixed> $given
     *
     * @return Item
     */
    private static function item(array $given): array
    {
        return [
            'id' => self::text($given['id'] ?? ''),
            'title' => self::text($given['title'] ?? ''),
            'description' => self::text($given['description'] ?? ''),
            'unit_price' => self::number($given['unit_price'] ?? 0),
            'quantity' => self::number($given['quantity'] ?? 1),
        ];
    }

    private static function text(mixed $value): string
    {
        return \is_scalar($value) ? (string) $value : '';
    }

    private static function number(mixed $value): int
    {
        return \is_int($value) || (\is_string($value) && is_numeric($value)) ? (int) $value : 0;
    }
}
