<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

use Paygent\Payments\Method\Buyer;

/**
 * The buyer's data in 450, each held against its format: what would break the authentication is left
 * out, for then the shop bears the chargeback (card-3ds2 2, the annex's notes 2-4).
 */
final class BuyerFields
{
    private const JAPAN = '392';

    private const MAIL_LENGTH = 254;

    /** @var array<string, string> */
    private array $fields = [];

    private function __construct(private readonly Buyer $buyer) {}

    /**
     * @param string|null $ownerRef the customer, null for a guest
     *
     * @return array<string, string>
     */
    public static function of(Buyer $buyer, ?string $ownerRef): array
    {
        $self = new self($buyer);
        $self->account($ownerRef);
        $self->holder();
        $self->billing();
        $self->contact();
        $self->more();
        foreach (self::format()['places'] as $place) {
            $self->place($place);
        }

        return $self->fields;
    }

    private function account(?string $ownerRef): void
    {
        $guest = $ownerRef === null || $ownerRef === '';
        $this->fields['login_type'] = $guest ? '01' : '02';
        if ($guest) {
            $this->fields['account_indicator'] = '01';
        }
    }

    /** Needed only where neither token nor stored card holds a name. */
    private function holder(): void
    {
        $name = self::ascii((string) ($this->buyer->more['cardholder_name'] ?? ''));
        if (\strlen($name) >= 2 && \strlen($name) <= 45) {
            $this->fields['cardholder_name'] = $name;
        }
    }

    private function billing(): void
    {
        $this->text('bill_address_city', $this->buyer->city, 50);
        $this->text('bill_address_line1', $this->buyer->line1, 50);
        $this->text('bill_address_line2', $this->buyer->line2, 50);
        $this->text('bill_address_post_code', $this->buyer->postalCode, 16);
        $this->fields['bill_address_country'] = $this->buyer->countryCode;
        $this->fields['bill_address_state'] = $this->buyer->stateCode;
    }

    /** One of mail and telephone is asked for by the card brands since 2024-08. */
    private function contact(): void
    {
        $this->mail('email_address', $this->buyer->email);
        $this->fields = (Phone::parse($this->buyer->phone)?->fields() ?? []) + $this->fields;
    }

    private function more(): void
    {
        $format = self::format();
        foreach ($this->buyer->more as $field => $value) {
            $value = (string) $value;
            match (true) {
                isset($format['codes'][$field]) => $this->code($field, $value, $format['codes'][$field]),
                isset($format['dates'][$field]) => $this->date($field, $value, $format['dates'][$field]),
                isset($format['counts'][$field]) => $this->count($field, $value, $format['counts'][$field]),
                isset($format['texts'][$field]) => $this->text($field, $value, $format['texts'][$field]),
                \in_array($field, $format['mails'], true) => $this->mail($field, $value),
                default => null,
            };
        }
        foreach ($format['phones'] as $phone) {
            $this->phone($phone);
        }
        foreach ($format['places'] as $place) {
            foreach (['_country', '_state'] as $part) {
                $value = (string) ($this->buyer->more[$place . $part] ?? '');
                $this->fields = $value === '' ? $this->fields : [$place . $part => $value] + $this->fields;
            }
        }
    }

    private function code(string $field, string $value, string $pattern): void
    {
        if (preg_match('/\A(?:' . $pattern . ')\z/', $value) === 1) {
            $this->fields[$field] = $value;
        }
    }

    private function date(string $field, string $value, int $digits): void
    {
        $isDate = \strlen($value) === $digits && ctype_digit($value)
            && checkdate((int) substr($value, 4, 2), (int) substr($value, 6, 2), (int) substr($value, 0, 4))
            && (int) substr($value, 8, 2) < 24 && (int) substr($value, 10, 2) < 60;
        if ($isDate) {
            $this->fields[$field] = $value;
        }
    }

    private function count(string $field, string $value, int $digits): void
    {
        if (ctype_digit($value)) {
            $value = ltrim($value, '0');
            $this->fields[$field] = \strlen($value) > $digits ? str_repeat('9', $digits) : ($value === '' ? '0' : $value);
        }
    }

    private function text(string $field, string $value, int $length): void
    {
        $value = self::plain($value);
        if ($value !== '') {
            $this->fields[$field] = trim(mb_substr($value, 0, $length, 'UTF-8'));
        }
    }

    /** Carriers in Japan once gave addresses with ".." or a dot before the @, which no RFC knows. */
    private function mail(string $field, string $value): void
    {
        $value = trim($value);
        if (\strlen($value) <= self::MAIL_LENGTH && filter_var($value, FILTER_VALIDATE_EMAIL) !== false) {
            $this->fields[$field] = $value;
        }
    }

    /** A number the shop has already split itself. */
    private function phone(string $name): void
    {
        $country = (string) ($this->buyer->more[$name . '_cc'] ?? '');
        $subscriber = (string) ($this->buyer->more[$name . '_subscriber'] ?? '');
        if (preg_match('/\A[1-9][0-9]{0,2}\z/', $country) === 1 && preg_match('/\A[1-9][0-9]{3,14}\z/', $subscriber) === 1) {
            $this->fields[$name . '_cc'] = $country;
            $this->fields[$name . '_subscriber'] = $subscriber;
        }
    }

    /** Country and state must be known to ISO 3166; a state needs its country. */
    private function place(string $place): void
    {
        $country = $this->fields[$place . '_country'] ?? '';
        $state = $this->fields[$place . '_state'] ?? '';
        unset($this->fields[$place . '_country'], $this->fields[$place . '_state']);
        if (!\in_array($country, self::countries(), true)) {
            return;
        }
        $this->fields[$place . '_country'] = $country;
        if ($country === self::JAPAN && preg_match('/\A(?:0[1-9]|[1-3][0-9]|4[0-7])\z/', $state) === 1) {
            $this->fields[$place . '_state'] = $state;
        }
    }

    /** Letters of any script; of symbols only those of ASCII (card-3ds2 2). Blanks alone become ''. */
    private static function plain(string $text): string
    {
        $text = mb_convert_kana(mb_scrub($text, 'UTF-8'), 'as', 'UTF-8');
        $text = preg_replace('/[‐‑‒–—―−]/u', '-', $text) ?? '';
        $text = preg_replace('/(?:(?![\x21-\x7e])[^\p{L}\p{M}\p{N}])+/u', ' ', $text) ?? '';

        return trim($text);
    }

    private static function ascii(string $text): string
    {
        $text = self::plain($text);

        return preg_match('/\A[ -~]*\z/', $text) === 1 ? $text : '';
    }

    /** @return list<string> */
    private static function countries(): array
    {
        /** @var list<string> */
        return require \dirname(__DIR__, 3) . '/data/countries.php';
    }

    /**
     * @return array{codes: array<string, string>, dates: array<string, int>, counts: array<string, int>,
     *     texts: array<string, int>, mails: list<string>, phones: list<string>, places: list<string>}
     */
    private static function format(): array
    {
        /** @var array{codes: array<string, string>, dates: array<string, int>, counts: array<string, int>, texts: array<string, int>, mails: list<string>, phones: list<string>, places: list<string>} */
        return require \dirname(__DIR__, 3) . '/data/three_ds2_fields.php';
    }
}
