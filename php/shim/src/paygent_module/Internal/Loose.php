<?php

declare(strict_types=1);

namespace PaygentModule\Internal;

/**
 * Existing callers pass ints, nulls, floats and bools where the native class takes text.
 *
 * @internal
 */
final class Loose
{
    /** The text PHP would send for a value (connection-module 6.6); null where there is none (O-25). */
    public static function text(mixed $value): ?string
    {
        return match (true) {
            is_string($value) => $value,
            $value === null || is_scalar($value) || $value instanceof \Stringable => (string) $value,
            default => null,
        };
    }

    /** Like text(), with arrays and other objects as blank. */
    public static function textOrBlank(mixed $value): string
    {
        return is_string($value) ? $value : self::text($value) ?? '';
    }

    /**
     * @param array<mixed> $map
     *
     * @return array<string, string>
     */
    public static function texts(array $map): array
    {
        $texts = [];
        foreach ($map as $key => $value) {
            $texts[(string) $key] = self::textOrBlank($value);
        }

        return $texts;
    }

    /**
     * The helper classes of the vendor's editions take a constants holder (array or object) as first
     * argument, those of the PHP 5 edition none (connection-module 2.2).
     *
     * @param list<mixed> $arguments
     *
     * @return list<mixed> the arguments without it
     */
    public static function withoutHolder(array $arguments): array
    {
        return array_values(array_filter(
            $arguments,
            static fn (mixed $argument): bool => !is_array($argument) && !is_object($argument),
        ));
    }
}
