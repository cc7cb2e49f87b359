<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/**
 * The SHA-256 hashes of the protocol, in plain PHP: they work without the extension.
 *
 * All are the plain concatenation of values without separators, in 64 lower-case hex digits
 * (telegrams-overview 7, link-type 5). A value that is absent or empty contributes nothing. Verifying
 * compares in constant time, and fails without `hc` or with an empty key: anybody could compute it.
 */
final class Hashes
{
    /** Length of a hash in hex digits. */
    private const LENGTH = 64;

    /** The longest filler that Paygent's link samples append to `hc` (link-type 5). */
    private const FILLER = 20;

    private const NOTICE = ['payment_notice_id', 'payment_id', 'trading_id', 'payment_type', 'payment_amount'];

    private const THREE_DS_1 = ['result', 'payment_id', 'attempt_kbn'];

    private const THREE_DS_2 = ['result', '3ds_auth_id', 'attempt_kbn'];

    private const LINK_REQUEST = [
        'trading_id', 'payment_type', 'fix_params', 'id', 'seq_merchant_id', 'payment_term_day', 'payment_term_min',
        'payment_class', 'use_card_conf_number', 'customer_id', 'threedsecure_ryaku',
    ];

    private const LINK_RETURN = ['site_id', 'customer_id', 'customer_card_id', 'operation_type', 'update_date'];

    private const TOKEN = ['token', 'masked_card_number', 'valid_until', 'fingerprint'];

    private function __construct() {}

    /**
     * A difference notice (difference-notification 3.4). Its payment_status is not covered.
     *
     * @param array<string, string|int> $fields
     */
    public static function notice(array $fields, #[\SensitiveParameter] string $key): string
    {
        return self::build(self::NOTICE, $fields, $key);
    }

    /** @param array<string, string|int> $fields including hc */
    public static function verifyNotice(array $fields, #[\SensitiveParameter] string $key): bool
    {
        return self::verify(self::NOTICE, $fields, $key);
    }

    /**
     * The browser's return of 020 with 3-D Secure 1.0 (card-3ds2 3). response_code is not covered.
     *
     * @param array<string, string|int> $fields
     */
    public static function threeDSecure1(array $fields, #[\SensitiveParameter] string $key): string
    {
        return self::build(self::THREE_DS_1, $fields, $key);
    }

    /** @param array<string, string|int> $fields including hc */
    public static function verifyThreeDSecure1(array $fields, #[\SensitiveParameter] string $key): bool
    {
        return self::verify(self::THREE_DS_1, $fields, $key);
    }

    /**
     * The browser's return of 450, and Paygent's own call after 30 minutes (card-3ds2 3, 4). Neither
     * order nor amount nor response_code is covered.
     *
     * @param array<string, string|int> $fields
     */
    public static function threeDSecure2(array $fields, #[\SensitiveParameter] string $key): string
    {
        return self::build(self::THREE_DS_2, $fields, $key);
    }

    /** @param array<string, string|int> $fields including hc */
    public static function verifyThreeDSecure2(array $fields, #[\SensitiveParameter] string $key): bool
    {
        return self::verify(self::THREE_DS_2, $fields, $key);
    }

    /**
     * A link-type request, in the published order, of the values exactly as they are sent (link-type 5).
     *
     * @param array<string, string|int> $fields
     */
    public static function linkRequest(array $fields, #[\SensitiveParameter] string $key): string
    {
        return self::build(self::LINK_REQUEST, $fields, $key);
    }

    /** @param array<string, string|int> $fields including hc, which may have up to 20 hex digits of filler */
    public static function verifyLinkRequest(array $fields, #[\SensitiveParameter] string $key): bool
    {
        return self::verifyFilled(self::LINK_REQUEST, $fields, $key);
    }

    /**
     * The one message of the link type with a hash of its own: the card storing result (link-type 11).
     *
     * @param array<string, string|int> $fields
     */
    public static function linkReturn(array $fields, #[\SensitiveParameter] string $key): string
    {
        return self::build(self::LINK_RETURN, $fields, $key);
    }

    /** @param array<string, string|int> $fields including hc, which may have up to 20 hex digits of filler */
    public static function verifyLinkReturn(array $fields, #[\SensitiveParameter] string $key): bool
    {
        return self::verifyFilled(self::LINK_RETURN, $fields, $key);
    }

    /**
     * The result of createToken() (card-token 4).
     *
     * @param array<string, string|int> $fields
     */
    public static function token(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): string
    {
        return self::build(self::TOKEN, $fields, $key);
    }

    /** @param array<string, string|int> $fields including hc */
    public static function verifyToken(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): bool
    {
        return self::verify(self::TOKEN, $fields, $key);
    }

    /**
     * @param list<string> $order
     * @param array<string, string|int> $fields
     */
    private static function build(array $order, #[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): string
    {
        $text = '';
        foreach ($order as $field) {
            $text .= $fields[$field] ?? '';
        }

        return hash('sha256', $text . $key);
    }

    /**
     * @param list<string> $order
     * @param array<string, string|int> $fields
     */
    private static function verify(array $order, #[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): bool
    {
        return $key !== '' && hash_equals(self::build($order, $fields, $key), (string) ($fields['hc'] ?? ''));
    }

    /**
     * @param list<string> $order
     * @param array<string, string|int> $fields
     */
    private static function verifyFilled(array $order, #[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): bool
    {
        $given = (string) ($fields['hc'] ?? '');
        $filler = substr($given, self::LENGTH);
        if (\strlen($filler) > self::FILLER || ($filler !== '' && !ctype_xdigit($filler))) {
            return false;
        }

        return self::verify($order, ['hc' => substr($given, 0, self::LENGTH)] + $fields, $key);
    }
}
