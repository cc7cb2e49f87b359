<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

/**
 * What is kept of a notice (difference-notification 4; paidy 8): enough to decide, nothing personal. The
 * fields of Paidy carry names and addresses; a card's carry its masked number.
 */
final class NoticeFields
{
    private const KEPT = [
        'change_date', 'payment_init_date', 'payment_limit_date', 'early_notice_date', 'cancel_date', 'payment_date',
        'user_payment_date', 'payment_class', 'split_count', 'career_type', 'career_payment_id', 'site_id',
        'clear_detail', 'claim_amount', 'cvs_company_id', 'bank_code', 'related_payment_id', 'base_payment_id',
        'event', 'event_result', 'event_error_code',
    ];

    private const LONGEST = 64;

    /**
     * @param array<string, string> $fields
     *
     * @return array<string, string> printable ASCII only
     */
    public static function kept(array $fields): array
    {
        $kept = [];
        foreach (self::KEPT as $name) {
            $value = $fields[$name] ?? '';
            if ($value !== '' && \strlen($value) <= self::LONGEST && preg_match('/^[\x20-\x7E]+$/D', $value) === 1) {
                $kept[$name] = $value;
            }
        }

        return $kept;
    }

    /**
     * What is stored of a well-formed notice.
     *
     * @param array<string, string> $fields
     *
     * @return array{int, string, string, string, string, int, array<string, string>} arguments of
     *     Journal\Notices::store() between account and source
     */
    public static function columns(array $fields): array
    {
        return [
            (int) $fields['payment_notice_id'],
            $fields['payment_id'],
            $fields['trading_id'] ?? '',
            $fields['payment_type'],
            $fields['payment_status'],
            (int) $fields['payment_amount'],
            self::kept($fields),
        ];
    }

    /**
     * Whether the fields without which a notice cannot be stored have their form.
     *
     * @param array<string, string> $fields
     */
    public static function areWellFormed(array $fields): bool
    {
        return self::matches($fields, 'payment_notice_id', '/^\d{1,18}$/D')
            && self::matches($fields, 'payment_id', '/^\d{1,18}$/D')
            && self::matches($fields, 'trading_id', '/^[\x20-\x7E]{0,25}$/D')
            && self::matches($fields, 'payment_type', '/^[0-9A-Za-z]{2}$/D')
            && self::matches($fields, 'payment_status', '/^[0-9A-Za-z]{2}$/D')
            && self::matches($fields, 'payment_amount', '/^\d{1,9}$/D');
    }

    /** @param array<string, string> $fields */
    private static function matches(array $fields, string $name, string $pattern): bool
    {
        $value = $fields[$name] ?? '';

        return preg_match($pattern, $value) === 1;
    }
}
