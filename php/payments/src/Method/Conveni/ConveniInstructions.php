<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Conveni;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\Module\PaymentLimit;
use Paygent\Payments\Method\Module\WebAddress;
use Paygent\Payments\Method\Step\Instructions;

/** How to pay at a store: from the answer of 030, or again from 094. */
final class ConveniInstructions
{
    /** Stores that ask for 確認番号 when their group's number is called オンライン決済番号 elsewhere. */
    private const CONFIRMING = [ConveniStore::Lawson, ConveniStore::Ministop, ConveniStore::FamilyMart];

    /**
     * @param string $chosen cvs_company_id that the customer chose; '' when nobody remembers
     * @param string $telephone the customer_tel of the application; '' takes the answer's
     */
    public static function of(Answer $answer, string $chosen, string $telephone): Instructions
    {
        $usable = ConveniStore::usable($answer->get('usable_cvs_company_id'));
        $number = $answer->get('receipt_number');
        $kind = ConveniNumber::of(ConveniStore::tryFrom($chosen), $usable, $number);
        $telephone = $telephone === '' ? $answer->get('customer_tel') : $telephone;
        $lines = [
            'methods.line.' . $kind->value => $number,
            'methods.line.confirmation_number' => $kind->needsConfirmation() ? ConveniNumber::CONFIRMATION : '',
            'methods.line.telephone' => $kind->needsTelephone() ? $telephone : '',
            'methods.line.other_stores_confirmation_number' => self::otherConfirmation($kind, $usable),
            'methods.line.page' => $kind->hasPage() ? self::page($answer->get('receipt_print_url')) : '',
            'methods.line.stores' => self::names($usable),
            'methods.line.limit' => PaymentLimit::day($answer->get('payment_limit_date')),
        ];

        return new Instructions(
            array_filter($lines, static fn (string $line): bool => $line !== ''),
            PaymentLimit::endOf($answer->get('payment_limit_date')),
            ['methods.steps.' . $kind->value],
            ['methods.line.telephone'],
        );
    }

    /** @param list<ConveniStore> $usable */
    private static function otherConfirmation(ConveniNumber $kind, array $usable): string
    {
        if ($kind !== ConveniNumber::Online) {
            return '';
        }
        $confirming = array_values(array_filter($usable, static fn (ConveniStore $store): bool => \in_array($store, self::CONFIRMING, true)));

        return $confirming === [] ? '' : sprintf('%s (%s)', ConveniNumber::CONFIRMATION, self::names($confirming));
    }

    /** @param list<ConveniStore> $stores */
    private static function names(array $stores): string
    {
        return implode('、', array_map(static fn (ConveniStore $store): string => $store->label(), $stores));
    }

    /** Shown as a link: nothing but a web address. */
    private static function page(string $url): string
    {
        return WebAddress::isOne($url) ? $url : '';
    }
}
