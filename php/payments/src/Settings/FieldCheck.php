<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** Whether one value keeps the rules of its own field, whatever the others are. */
final class FieldCheck
{
    public static function violation(Field $field, Input $input): ?Violation
    {
        if ($input->isMisshapen($field->name)) {
            return Violation::of($field, 'misshapen');
        }
        if ($input->list($field->name) === []) {
            return $field->need === Need::Required ? Violation::of($field, self::emptyRule($field)) : null;
        }

        return match ($field->type) {
            FieldType::Choice, FieldType::Choices => self::choices($field, $input),
            FieldType::Number => self::number($field, $input->text($field->name)),
            FieldType::Url => self::url($field, $input->text($field->name)),
            FieldType::Text => self::textual($field, $input->text($field->name)),
        };
    }

    private static function emptyRule(Field $field): string
    {
        return $field->choices === [] ? 'required' : 'choose';
    }

    private static function choices(Field $field, Input $input): ?Violation
    {
        $unknown = array_diff($input->list($field->name), $field->values($input->systemType()));

        return $unknown === [] ? null : Violation::of($field, 'choice');
    }

    private static function number(Field $field, string $value): ?Violation
    {
        $limits = ['min' => $field->min, 'max' => $field->max];
        if (!TextRule::Digits->accepts($value) || \strlen($value) > 9) {
            return Violation::of($field, 'number', $limits);
        }

        return (int) $value < $field->min || (int) $value > $field->max
            ? Violation::of($field, 'number', $limits)
            : null;
    }

    private static function url(Field $field, string $value): ?Violation
    {
        $parts = parse_url($value);
        $scheme = \is_array($parts) ? strtolower($parts['scheme'] ?? '') : '';
        $isUrl = filter_var($value, FILTER_VALIDATE_URL) !== false
            && TextRule::AsciiWithoutSpace->accepts($value)
            && ($scheme === 'https' || $scheme === 'http')
            && !isset($parts['user']) && !isset($parts['pass']);

        return $isUrl ? self::length($field, $value) : Violation::of($field, 'url');
    }

    private static function textual(Field $field, #[\SensitiveParameter] string $value): ?Violation
    {
        return $field->rule->accepts($value)
            ? self::length($field, $value)
            : Violation::of($field, $field->rule->value, ['max' => $field->max]);
    }

    private static function length(Field $field, #[\SensitiveParameter] string $value): ?Violation
    {
        return mb_strlen($value, 'UTF-8') > $field->max ? Violation::of($field, 'length', ['max' => $field->max]) : null;
    }
}
