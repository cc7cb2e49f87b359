<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Conveni;

/**
 * What kind of number 030 has answered: its name at the terminal and what must be typed beside it
 * (telegrams-card-store-atm-bank 3.2, convenience-and-bank A3).
 */
enum ConveniNumber: string
{
    /** 払込票番号, 13 digits: セブン-イレブン. */
    case PaymentSlip = 'payment_slip_number';
    /** 収納番号, 5 digits-12 digits: ファミリーマート in types A, D, F. */
    case Collection = 'collection_number';
    /** お客様番号, 11 digits, with 確認番号 400008: ローソン, ミニストップ in A, B; ファミリーマート in B. */
    case Customer = 'customer_number';
    /** お支払い受付番号, 6 digits, with the telephone number: ローソン, ミニストップ in D, セイコーマート in A, B, D. */
    case Reception = 'reception_number';
    /** 支払番号, PG and 8 digits, with the telephone number: ローソン・ミニストップ in F. */
    case Payment = 'payment_number';
    /** オンライン決済番号, 11 digits: デイリーヤマザキ, セイコーマート in F. */
    case Online = 'online_number';

    /** 確認番号, the same for everybody. */
    public const CONFIRMATION = '400008';

    /**
     * @param ConveniStore|null $store the chosen chain, null when nobody remembers (094 does not tell)
     * @param list<ConveniStore> $usable where the number works; [] not known
     */
    public static function of(?ConveniStore $store, array $usable, string $number): self
    {
        return match ($store ?? $usable[0] ?? null) {
            ConveniStore::SevenEleven => self::PaymentSlip,
            ConveniStore::FamilyMart => self::isGroupTwo($usable, $number) ? self::Customer : self::Collection,
            ConveniStore::Lawson, ConveniStore::Ministop => self::isGroupTwo($usable, $number) ? self::Customer : self::Reception,
            ConveniStore::Seicomart => self::Reception,
            ConveniStore::LawsonMinistopF => self::Payment,
            ConveniStore::DailyYamazaki, ConveniStore::SeicomartF => self::Online,
            null => self::ofForm($number),
        };
    }

    public function needsConfirmation(): bool
    {
        return $this === self::Customer;
    }

    public function needsTelephone(): bool
    {
        return $this === self::Reception || $this === self::Payment;
    }

    /** receipt_print_url is supported for these only: the slip, the barcode page. */
    public function hasPage(): bool
    {
        return $this === self::PaymentSlip || $this === self::Collection;
    }

    /**
     * CVS type 02 of A and B holds デイリーヤマザキ beside the others. Type D does not, not even where its
     * answer for ミニストップ is ミニストップ alone; there the number has six digits.
     *
     * @param list<ConveniStore> $usable
     */
    private static function isGroupTwo(array $usable, string $number): bool
    {
        return $usable === []
            ? preg_match('/^\d{11}$/D', $number) === 1
            : \in_array(ConveniStore::DailyYamazaki, $usable, true);
    }

    private static function ofForm(string $number): self
    {
        return match (true) {
            preg_match('/^\d{13}$/D', $number) === 1 => self::PaymentSlip,
            preg_match('/^\d{5}-\d{12}$/D', $number) === 1 => self::Collection,
            preg_match('/^PG\d{8}$/D', $number) === 1 => self::Payment,
            preg_match('/^\d{6}$/D', $number) === 1 => self::Reception,
            preg_match('/^\d{11}$/D', $number) === 1 => self::Customer,
            default => self::Online,
        };
    }
}
