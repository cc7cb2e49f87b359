<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Support\Texts;

/** One line of the table of settings (data/settings_fields.php). */
final class Field
{
    /**
     * @param string $name key in forms and in the stored revision; plugin 1.4.1's, where it has the field
     * @param string $section card of the screen: common, link_card, card, conveni, atm, bank_net, …
     * @param SystemType|null $system the only system type that has the field; null: both
     * @param array<string, list<string>> $when the field is active while each of these other settings has
     *     one of these values
     * @param int $min smallest number
     * @param int $max largest number, or longest text in characters
     * @param string $convert mode of mb_convert_kana for what is entered; '' for none
     * @param string|list<string> $default for a new installation
     * @param string|null $linkDefault where it differs for the link type
     * @param array<array-key, Choice> $choices by value
     * @param list<string> $atLeast numbers of other settings that this one must reach while they are active
     */
    public function __construct(
        public readonly string $name,
        public readonly string $section,
        public readonly string $ja,
        public readonly string $en,
        public readonly FieldType $type,
        public readonly ?SystemType $system = null,
        public readonly array $when = [],
        public readonly Need $need = Need::Required,
        public readonly TextRule $rule = TextRule::Printable,
        public readonly int $min = 0,
        public readonly int $max = 255,
        public readonly string $convert = '',
        public readonly string|array $default = '',
        public readonly ?string $linkDefault = null,
        public readonly array $choices = [],
        public readonly Keeping $keeping = Keeping::Plain,
        public readonly array $atLeast = [],
        public readonly ?Belongs $belongs = null,
    ) {}

    public function label(string $locale): string
    {
        return str_starts_with($locale, 'ja') ? $this->ja : $this->en;
    }

    /** What to enter, for the screen (manual 1.6.2); '' where the label says it all. */
    public function hint(string $locale): string
    {
        $key = 'settings.hint.' . $this->name;

        return Texts::has($key, $locale) ? Texts::get($key, $locale) : '';
    }

    public function isSecret(): bool
    {
        return $this->keeping === Keeping::Sealed;
    }

    public function isList(): bool
    {
        return $this->type === FieldType::Choices;
    }

    /** @return list<string> the values offered by one system type; all of them for null */
    public function values(?SystemType $system): array
    {
        $values = [];
        foreach ($this->choices as $value => $choice) {
            if ($system === null || $choice->system === null || $choice->system === $system) {
                $values[] = (string) $value;
            }
        }

        return $values;
    }

    /** @return string|list<string> */
    public function defaultFor(SystemType $system): string|array
    {
        return $system === SystemType::Link ? $this->linkDefault ?? $this->default : $this->default;
    }
}
