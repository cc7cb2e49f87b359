<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Environment;

/** The rules of the table of settings, all checked at once. What is not active is not checked. */
final class Validator
{
    /**
     * @param array<array-key, mixed> $input values by name as entered, secrets too (texts or Secret)
     *
     * @return list<Violation> in the order of the screen; [] when all is right
     */
    public static function check(#[\SensitiveParameter] array $input): array
    {
        $values = Input::of($input);
        $violations = [];
        foreach (Fields::all() as $field) {
            if ($values->isActive($field)) {
                $violation = FieldCheck::violation($field, $values);
                $violations = [
                    ...$violations,
                    ...($violation === null ? self::dependencies($field, $values) : [$violation]),
                ];
            }
        }

        return $violations;
    }

    /**
     * What a revision keeps: every active value, and the values of what is switched off at the moment
     * as far as they are right, so that switching it on again does not lose them.
     *
     * @param array<array-key, mixed> $input
     *
     * @return array{array<string, string|list<string>>, array<string, Secret>} plain values and secrets
     */
    public static function keep(#[\SensitiveParameter] array $input): array
    {
        $values = Input::of($input);
        $plain = [];
        $secrets = [];
        foreach (Fields::all() as $name => $field) {
            $usable = $values->isActive($field) || FieldCheck::violation($field, $values) === null;
            if ($field->isSecret()) {
                if ($usable && $values->text($name) !== '') {
                    $secrets[$name] = new Secret($values->text($name));
                }
                continue;
            }
            $plain[$name] = match (true) {
                !$usable => $field->defaultFor($values->systemType() ?? SystemType::Module),
                $field->isList() => $values->list($name),
                default => $values->text($name),
            };
        }

        return [$plain, $secrets];
    }

    /** @return list<Violation> */
    private static function dependencies(Field $field, Input $values): array
    {
        $violations = self::tooSmall($field, $values);
        if ($field->belongs !== null && $values->list($field->name) !== []) {
            $environment = Environment::tryFrom($values->text('environment'));
            $own = $field->belongs->environments($values->text($field->name));
            if ($environment !== null && !\in_array($environment, $own, true)) {
                $violations[] = Violation::of($field, 'environment');
            } elseif (self::needsTls($field, $environment, $values)) {
                $violations[] = Violation::of($field, 'https');
            }
        }

        return $violations;
    }

    /** @return list<Violation> */
    private static function tooSmall(Field $field, Input $values): array
    {
        $violations = [];
        foreach ($field->atLeast as $name) {
            $other = Fields::get($name);
            $comparable = $values->isActive($other) && FieldCheck::violation($other, $values) === null;
            if ($comparable && (int) $values->text($field->name) < (int) $values->text($name)) {
                $violations[] = Violation::of($field, 'at_least', ['number' => $values->text($name)], $other);
            }
        }

        return $violations;
    }

    /** Only the local Paygent may be spoken to in clear (link-type 1: HTTPS only). */
    private static function needsTls(Field $field, ?Environment $environment, Input $values): bool
    {
        return $field->belongs === Belongs::ByHost
            && $environment !== Environment::Local
            && !str_starts_with(strtolower($values->text($field->name)), 'https:');
    }
}
