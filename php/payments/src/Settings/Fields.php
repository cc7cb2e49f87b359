<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** The table of settings: everything that a screen, a command or an import may set. */
final class Fields
{
    /** @var array<string, Field>|null */
    private static ?array $fields = null;

    /** @return array<string, Field> by name, in the order of the screen */
    public static function all(): array
    {
        return self::$fields ??= self::load();
    }

    public static function get(string $name): Field
    {
        return self::all()[$name] ?? throw new \OutOfBoundsException(\sprintf('There is no setting "%s".', $name));
    }

    /** @return array<string, string|list<string>> what a new installation starts with, secrets left out */
    public static function defaults(SystemType $system): array
    {
        $values = [];
        foreach (self::all() as $name => $field) {
            if (!$field->isSecret()) {
                $values[$name] = $field->defaultFor($system);
            }
        }
        $values['settlement_division'] = $system->value;

        return $values;
    }

    /** @return array<string, Field> */
    private static function load(): array
    {
        /** @var list<Field> $table */
        $table = require \dirname(__DIR__, 2) . '/data/settings_fields.php';

        return array_column($table, null, 'name');
    }
}
