<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Module;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Support\Texts;

/** What a refused application of the module type means to the customer and to the shop. */
final class ModuleErrors
{
    private const UNAVAILABLE = ['methods.unavailable', Retry::OtherMethod];
    private const BUSY = ['methods.busy', Retry::Again];

    /** @var array<array-key, array{string, Retry}> code => text for the customer, what he may do (error_codes.B, .C) */
    private const CODES = [
        'P008' => ['methods.input', Retry::OtherMethod],
        'P009' => ['methods.input', Retry::OtherMethod],
        'P011' => ['methods.amount', Retry::OtherMethod],
        'P014' => ['methods.amount', Retry::OtherMethod],
        'P017' => ['methods.maintenance', Retry::OtherMethod],
        'E001' => self::BUSY,
        'E002' => self::BUSY,
        '9005' => self::BUSY,
        '3001' => self::BUSY,
        '3002' => self::BUSY,
        '3003' => self::BUSY,
        '3004' => self::BUSY,
        '5009' => ['methods.page_expired', Retry::Again],
        '5011' => ['methods.page_expired', Retry::Again],
        '7101' => self::BUSY,
        '7105' => self::BUSY,
        '7401' => self::BUSY,
        '7402' => self::BUSY,
        '7403' => ['methods.page_expired', Retry::Again],
        '7501' => self::BUSY,
        '7502' => self::BUSY,
    ];

    /** Parameter errors begin with the parameter's name (telegrams-overview 6.4). */
    private const FIELD = '/^"(customer_family_name|customer_name|customer_family_name_kana|customer_name_kana|customer_tel)"/';

    public static function verdict(Answer $answer): Verdict
    {
        return new Verdict(AttemptState::Refused, self::refusal($answer));
    }

    public static function refusal(Answer $answer): Refused
    {
        [$text, $retry] = self::CODES[$answer->code] ?? self::UNAVAILABLE;
        if (preg_match(self::FIELD, $answer->detail, $found) === 1) {
            [$text, $retry] = ['methods.field.' . $found[1], Retry::Again];
        }

        return new Refused($text, self::reason($answer), $retry);
    }

    /** Code, Paygent's text, and what the shop can do about it where we know. */
    private static function reason(Answer $answer): string
    {
        $hint = 'methods.shop.' . $answer->code;
        $parts = [$answer->code, $answer->detail, Texts::has($hint) ? Texts::get($hint) : ''];

        return implode(' ', array_filter($parts, static fn (string $part): bool => $part !== ''));
    }
}
