<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Support\Texts;

/** What a refused application means to the customer and to the shop (link-type 10). */
final class LinkErrors
{
    private const UNAVAILABLE = ['link.unavailable', Retry::OtherMethod];

    /** @var array<int|string, array{string, Retry}> code => text for the customer, what he may do */
    private const CODES = [
        'P004' => self::UNAVAILABLE,
        'P005' => self::UNAVAILABLE,
        'P006' => self::UNAVAILABLE,
        'P007' => self::UNAVAILABLE,
        'P008' => self::UNAVAILABLE,
        'P009' => self::UNAVAILABLE,
        'P010' => self::UNAVAILABLE,
        'P011' => ['link.amount', Retry::OtherMethod],
        'P012' => self::UNAVAILABLE,
        'P014' => ['link.amount', Retry::OtherMethod],
        'P017' => ['link.maintenance', Retry::Again],
        'P018' => ['link.busy', Retry::Again],
        'P023' => ['link.cards_full', Retry::OtherMethod],
        'E001' => ['link.busy', Retry::Again],
        'E002' => ['link.busy', Retry::Again],
        '6002' => ['link.expired', Retry::Again],
        '6003' => ['link.busy', Retry::Again],
        '6004' => ['link.input', Retry::Again],
        '6005' => self::UNAVAILABLE,
        '6006' => ['link.device', Retry::OtherMethod],
        '6014' => ['link.device', Retry::OtherMethod],
    ];

    /** Parameter errors name the parameter first; what the customer typed he can correct. */
    private const TYPED = '/^"(customer_family_name|customer_name|customer_family_name_kana|customer_name_kana|customer_tel)"/';

    public static function refusal(Answer $answer): Refused
    {
        [$text, $retry] = self::CODES[$answer->code] ?? self::UNAVAILABLE;
        if (preg_match(self::TYPED, $answer->detail, $found) === 1) {
            [$text, $retry] = ['methods.field.' . $found[1], Retry::Again];
        }

        return new Refused($text, self::reason($answer), $retry);
    }

    /** Code, Paygent's text, and what the shop can do about it where we know. */
    private static function reason(Answer $answer): string
    {
        $hint = 'link.shop.' . $answer->code;
        $parts = [$answer->code, $answer->detail, Texts::has($hint) ? Texts::get($hint) : ''];

        return implode(' ', array_filter($parts, static fn (string $part): bool => $part !== ''));
    }
}
