<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Conveni;

use Paygent\Payments\Settings\ConveniConnection;

/** Chains by cvs_company_id (convenience-and-bank A2). */
enum ConveniStore: string
{
    case SevenEleven = '00C001';
    case Lawson = '00C002';
    case FamilyMart = '00C005';
    case Ministop = '00C004';
    case DailyYamazaki = '00C014';
    case Seicomart = '00C016';
    /** Type F: one code for ローソン and ミニストップ. */
    case LawsonMinistopF = 'P0C002';
    /** Type F. */
    case SeicomartF = 'P0C016';

    /**
     * The chains a customer may choose from, in the order of a shop's list.
     *
     * A, B and D group them differently but know the same six codes; F knows other codes for the same
     * stores and refuses those of the others (P010).
     *
     * @return list<self>
     */
    public static function offered(ConveniConnection $connection): array
    {
        return match ($connection) {
            ConveniConnection::AbdType => [
                self::SevenEleven,
                self::Lawson,
                self::FamilyMart,
                self::Ministop,
                self::DailyYamazaki,
                self::Seicomart,
            ],
            ConveniConnection::FType => [
                self::SevenEleven,
                self::FamilyMart,
                self::LawsonMinistopF,
                self::DailyYamazaki,
                self::SeicomartF,
            ],
        };
    }

    /**
     * @param string $codes usable_cvs_company_id: codes joined by hyphens
     *
     * @return list<self> those we know; Paygent may add some
     */
    public static function usable(string $codes): array
    {
        $stores = array_map(self::tryFrom(...), explode('-', $codes));

        return array_values(array_filter($stores));
    }

    /** The chain's name as customers know it; a proper name, the same in every language. */
    public function label(): string
    {
        return match ($this) {
            self::SevenEleven => 'セブン-イレブン',
            self::Lawson => 'ローソン',
            self::FamilyMart => 'ファミリーマート',
            self::Ministop => 'ミニストップ',
            self::DailyYamazaki => 'デイリーヤマザキ',
            self::Seicomart, self::SeicomartF => 'セイコーマート',
            self::LawsonMinistopF => 'ローソン・ミニストップ',
        };
    }
}
