<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Support\Texts;

/** One setting that cannot stay as it is, in both languages; never holds the value. */
final class Violation
{
    private function __construct(
        public readonly string $field,
        public readonly string $rule,
        public readonly string $ja,
        public readonly string $en,
    ) {}

    /**
     * @param string $rule the text is "settings.$rule"
     * @param array<string, string|int> $values
     */
    public static function of(Field $field, string $rule, array $values = [], ?Field $other = null): self
    {
        $text = static fn (string $locale): string => Texts::get('settings.' . $rule, $locale, $values + [
            'label' => $field->label($locale),
            'other' => $other?->label($locale) ?? '',
        ]);

        return new self($field->name, $rule, $text('ja'), $text('en'));
    }

    public function text(string $locale): string
    {
        return str_starts_with($locale, 'ja') ? $this->ja : $this->en;
    }
}
