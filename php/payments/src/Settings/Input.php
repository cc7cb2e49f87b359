<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/**
 * What was entered, in the form in which it is checked and kept: trimmed, converted to full width,
 * lists as lists. Keys that are no settings are dropped.
 */
final class Input
{
    /** @param array<string, string|list<string>|null> $values by name; null: not even of the right shape */
    private function __construct(#[\SensitiveParameter] private readonly array $values) {}

    /** @param array<array-key, mixed> $raw as a form sends it */
    public static function of(#[\SensitiveParameter] array $raw): self
    {
        $values = [];
        foreach (Fields::all() as $name => $field) {
            $values[$name] = self::converted($field, $raw[$name] ?? ($field->isList() ? [] : ''));
        }

        return new self($values);
    }

    /** The value as a text; '' for a list, or for what has the wrong shape. */
    public function text(string $name): string
    {
        $value = $this->values[$name] ?? '';

        return \is_string($value) ? $value : '';
    }

    /** @return list<string> the value as a list: of one for a text that is not empty */
    public function list(string $name): array
    {
        $value = $this->values[$name] ?? [];

        return \is_string($value) ? ($value === '' ? [] : [$value]) : $value;
    }

    public function isMisshapen(string $name): bool
    {
        return !isset($this->values[$name]);
    }

    public function systemType(): ?SystemType
    {
        return SystemType::tryFrom($this->text('settlement_division'));
    }

    /** Whether the setting means anything, given the others: only then it must be right. */
    public function isActive(Field $field): bool
    {
        if ($field->system !== null && $field->system !== $this->systemType()) {
            return false;
        }
        foreach ($field->when as $name => $values) {
            if (array_intersect($values, $this->list($name)) === []) {
                return false;
            }
        }

        return true;
    }

    /** @return array<string, int> no values: some are passwords */
    public function __debugInfo(): array
    {
        return ['values' => \count($this->values)];
    }

    /** @return string|list<string>|null */
    private static function converted(Field $field, #[\SensitiveParameter] mixed $value): string|array|null
    {
        if (!$field->isList()) {
            return self::scalar($field, $value);
        }
        if (!\is_array($value)) {
            return null;
        }
        $list = [];
        foreach ($value as $one) {
            $text = self::scalar($field, $one);
            if ($text === null) {
                return null;
            }
            $list[] = $text;
        }

        return array_values(array_unique($list));
    }

    private static function scalar(Field $field, #[\SensitiveParameter] mixed $value): ?string
    {
        $text = match (true) {
            $value instanceof Secret => $value->reveal(),
            \is_string($value) => $value,
            \is_int($value) => (string) $value,
            default => null,
        };
        if ($text === null || !mb_check_encoding($text, 'UTF-8')) {
            return null;
        }
        $text = trim($text);

        return $field->convert === '' ? $text : mb_convert_kana($text, $field->convert, 'UTF-8');
    }
}
