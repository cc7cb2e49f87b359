<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

/**
 * A telephone number as 450 wants it: country code and subscriber number, digits only, without the
 * leading 0 (card-3ds2 2): 090-1234-5678 is 81 and 9012345678.
 */
final class Phone
{
    private const JAPAN = '81';

    /** Numbers in Japan have 9 (fixed) or 10 digits (mobile, IP) after the leading 0. */
    private const IN_JAPAN = '/\A[1-9][0-9]{8,9}\z/';

    private const MOBILE = '/\A[789]0[0-9]{8}\z/';

    private function __construct(
        public readonly string $countryCode,
        #[\SensitiveParameter]
        public readonly string $subscriber,
        public readonly bool $mobile,
    ) {}

    /** @return self|null null when it is no number in Japan: a wrong one would spoil the authentication */
    public static function parse(#[\SensitiveParameter] string $text): ?self
    {
        $text = preg_replace('/[^0-9+]/', '', mb_convert_kana($text, 'as', 'UTF-8')) ?? '';
        $national = match (true) {
            str_starts_with($text, '+' . self::JAPAN) => ltrim(substr($text, 3), '0'),
            str_starts_with($text, '0') => substr($text, 1),
            default => '',
        };
        if (preg_match(self::IN_JAPAN, $national) !== 1) {
            return null;
        }

        return new self(self::JAPAN, $national, preg_match(self::MOBILE, $national) === 1);
    }

    /** @return array<string, string> fields of 450 */
    public function fields(): array
    {
        $name = $this->mobile ? 'mobile_phone' : 'home_phone';

        return [$name . '_cc' => $this->countryCode, $name . '_subscriber' => $this->subscriber];
    }

    /** @return array<string, string> */
    public function __debugInfo(): array
    {
        return [];
    }
}
