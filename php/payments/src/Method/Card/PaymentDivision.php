<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

/** How a card payment is divided: once, instalments, revolving, bonus (支払回数). */
final class PaymentDivision
{
    public const ONCE = '10';

    public const INSTALMENTS = '61';

    public const REVOLVING = '80';

    /** payment_class of 020. */
    public const BONUS = '23';

    /** What the settings, and plugin 1.4.1, call ボーナス一括払い. */
    private const BONUS_IN_SETTINGS = '21';

    /** Numbers of instalments that the plugin offers (eccube-plugin-shop 4.1). */
    private const COUNTS = ['2', '3', '6', '10', '15', '20'];

    /**
     * @param string $class payment_class of 020
     * @param string $count split_count of 020, '' unless instalments
     */
    private function __construct(
        public readonly string $class,
        public readonly string $count = '',
    ) {}

    /**
     * The customer's choice, if the settings allow it.
     *
     * @param list<string> $allowed `CardSettings::$paymentDivisions`: 10, 61, 61-3, 80, 21
     * @param string $class from the browser: "10", "61" with a count, "61-3", "80", "21"; '' means once
     * @param string $count from the browser
     *
     * @return self|null null when it is not allowed
     */
    public static function chosen(array $allowed, string $class, string $count = ''): ?self
    {
        $wanted = match (true) {
            $class === '' => self::ONCE,
            $class === self::BONUS_IN_SETTINGS => self::BONUS,
            $class === self::INSTALMENTS => $class . '-' . $count,
            default => $class,
        };

        return self::offered($allowed)[$wanted] ?? null;
    }

    /**
     * What the page may offer, in the order of the settings.
     *
     * @param list<string> $allowed
     *
     * @return array<array-key, self> by the value a form sends back
     */
    public static function offered(array $allowed): array
    {
        $offered = [];
        foreach ($allowed as $setting) {
            foreach (self::of($setting) as $division) {
                $offered[$division->value()] = $division;
            }
        }

        return $offered;
    }

    /** The value for forms: "10", "61-3", "80", "23". */
    public function value(): string
    {
        return $this->count === '' ? $this->class : $this->class . '-' . $this->count;
    }

    /** @return array<string, string> fields of 020 */
    public function fields(): array
    {
        $fields = ['payment_class' => $this->class];

        return $this->count === '' ? $fields : $fields + ['split_count' => $this->count];
    }

    /** @return list<self> */
    private static function of(string $setting): array
    {
        [$class, $count] = explode('-', $setting . '-');

        return match ($class) {
            self::ONCE, self::REVOLVING => [new self($class)],
            self::BONUS, self::BONUS_IN_SETTINGS => [new self(self::BONUS)],
            self::INSTALMENTS => array_map(
                static fn (string $count): self => new self(self::INSTALMENTS, $count),
                $count === '' ? self::COUNTS : array_values(array_filter([$count], ctype_digit(...))),
            ),
            default => [],
        };
    }
}
