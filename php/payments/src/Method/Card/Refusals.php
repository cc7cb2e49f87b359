<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;

/** What a refusal by Paygent means: a text for the customer, a reason for the shop, whether to try again. */
final class Refusals
{
    /** Names of the security code in P006: it was required and not there (telegram_checks 020/22). */
    private const NO_SECURITY_CODE = '/card_conf_number|カード確認番号/u';

    /** @var array<array-key, array{string, Retry}>|null */
    private static ?array $codes = null;

    /** @var array<array-key, string>|null */
    private static ?array $details = null;

    private function __construct() {}

    /** @param string $kind telegram kind, for the shop's reason */
    public static function of(string $kind, Answer $answer): Refused
    {
        return self::named($kind, $answer->code, $answer->detail);
    }

    /**
     * @param string $code response_code
     * @param string $detail response_detail; its text goes to the shop, never to the customer
     */
    public static function named(string $kind, string $code, string $detail = ''): Refused
    {
        [$text, $retry] = self::codes()[$code] ?? ['card.contact_shop', Retry::OtherMethod];
        $exact = self::ofDetail(self::detailCode($detail));
        if ($exact !== null && \in_array($code, ['2001', '2002', '2003'], true)) {
            $text = $exact;
        }
        if ($code === 'P006' && preg_match(self::NO_SECURITY_CODE, $detail) === 1) {
            [$text, $retry] = ['card.security_code', Retry::Again];
        }

        return new Refused($text, trim("$kind $code $detail"), $retry);
    }

    /** The vendor's code inside a response_detail, which stands in double quotes; '' if none. */
    public static function detailCode(string $detail): string
    {
        return preg_match('/"([0-9A-Z]{4})"/', $detail, $found) === 1 ? $found[1] : '';
    }

    /** @return list<string> every response_code of the table */
    public static function known(): array
    {
        return array_map(strval(...), array_keys(self::codes()));
    }

    private static function ofDetail(string $code): ?string
    {
        self::$details ??= self::detailTable();

        return self::$details[$code] ?? (str_starts_with($code, '9') ? self::$details['9xxx'] : null);
    }

    /** @return array<array-key, array{string, Retry}> */
    private static function codes(): array
    {
        return self::$codes ??= self::codeTable();
    }

    /** @return array<array-key, array{string, Retry}> */
    private static function codeTable(): array
    {
        /** @var array<array-key, array{string, Retry}> */
        return require \dirname(__DIR__, 3) . '/data/card_refusals.php';
    }

    /** @return array<array-key, string> */
    private static function detailTable(): array
    {
        /** @var array<array-key, string> */
        return require \dirname(__DIR__, 3) . '/data/card_details.php';
    }
}
