<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Card\BuyerFields;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Formats that break an authentication are not sent. */
final class BuyerFieldsTest extends TestCase
{
    public function testSendsWhatABuyerInJapanHas(): void
    {
        self::assertEquals([
            'login_type' => '02',
            'bill_address_city' => '渋谷区',
            'bill_address_line1' => '丸の内1-2-3',
            'bill_address_line2' => '髙﨑ビル5F',
            'bill_address_post_code' => '150-0002',
            'bill_address_country' => '392',
            'bill_address_state' => '13',
            'email_address' => 'taro@example.jp',
            'mobile_phone_cc' => '81',
            'mobile_phone_subscriber' => '9012345678',
        ], BuyerFields::of(new Buyer(
            '山田',
            '太郎',
            phone: '090-1234-5678',
            email: ' taro@example.jp ',
            postalCode: '150-0002',
            stateCode: '13',
            city: '渋谷区',
            line1: '丸の内１−２－３',
            line2: '髙﨑ビル５Ｆ😀',
        ), '42'));
    }

    public function testAGuestHasNoAccount(): void
    {
        $guest = ['login_type' => '01', 'account_indicator' => '01', 'bill_address_country' => '392'];

        self::assertEquals($guest, BuyerFields::of(new Buyer(), null));
        self::assertEquals($guest, BuyerFields::of(new Buyer(), ''));
    }

    /** @param array<string, string|int> $more */
    #[DataProvider('facts')]
    public function testTakesAFactOnlyInItsFormat(array $more, string $field, ?string $sent): void
    {
        self::assertSame($sent, BuyerFields::of(new Buyer(countryCode: '', more: $more), '42')[$field] ?? null);
    }

    /** @return iterable<string, array{array<string, string|int>, string, string|null}> */
    public static function facts(): iterable
    {
        yield 'code' => [['account_indicator' => '05'], 'account_indicator', '05'];
        yield 'code that does not exist' => [['account_indicator' => '06'], 'account_indicator', null];
        yield 'code with more behind it' => [['login_type' => "02\n"], 'login_type', '02'];
        yield 'the shop knows the login better' => [['login_type' => '06'], 'login_type', '06'];
        yield 'date' => [['account_create_date' => '20240229'], 'account_create_date', '20240229'];
        yield 'date as a number' => [['account_create_date' => 20240229], 'account_create_date', '20240229'];
        yield 'day that does not exist' => [['account_create_date' => '20230229'], 'account_create_date', null];
        yield 'date with hyphens' => [['account_create_date' => '2024-02-29'], 'account_create_date', null];
        yield 'date and time' => [['login_date' => '202402292359'], 'login_date', '202402292359'];
        yield 'hour that does not exist' => [['login_date' => '202402292400'], 'login_date', null];
        yield 'date without its time' => [['login_date' => '20240229'], 'login_date', null];
        yield 'count' => [['purchase_count' => 12], 'purchase_count', '12'];
        yield 'count of nothing' => [['purchase_count' => '000'], 'purchase_count', '0'];
        yield 'count too large' => [['activity_count_day' => 1000], 'activity_count_day', '999'];
        yield 'count below nothing' => [['purchase_count' => -1], 'purchase_count', null];
        yield 'text' => [['ship_address_city' => '大阪市'], 'ship_address_city', '大阪市'];
        yield 'text of blanks' => [['ship_address_city' => " 　\t"], 'ship_address_city', null];
        yield 'long text' => [['ship_address_line1' => str_repeat('亜', 2000)], 'ship_address_line1', str_repeat('亜', 50)];
        yield 'text with other symbols' => [['ship_address_line1' => "１・２\n３★"], 'ship_address_line1', '1 2 3'];
        yield 'text with broken bytes' => [['ship_address_line1' => "1\xff2"], 'ship_address_line1', '1?2'];
        yield 'holder' => [['cardholder_name' => 'ＴＡＲＯ　YAMADA'], 'cardholder_name', 'TARO YAMADA'];
        yield 'holder in kanji' => [['cardholder_name' => '山田太郎'], 'cardholder_name', null];
        yield 'holder of one letter' => [['cardholder_name' => 'T'], 'cardholder_name', null];
        yield 'holder of blanks' => [['cardholder_name' => '   '], 'cardholder_name', null];
        yield 'holder too long' => [['cardholder_name' => str_repeat('A', 46)], 'cardholder_name', null];
        yield 'country' => [['ship_address_country' => '840'], 'ship_address_country', '840'];
        yield 'country that does not exist' => [['ship_address_country' => '999'], 'ship_address_country', null];
        yield 'state' => [['ship_address_country' => '392', 'ship_address_state' => '47'], 'ship_address_state', '47'];
        yield 'state that does not exist' => [['ship_address_country' => '392', 'ship_address_state' => '48'], 'ship_address_state', null];
        yield 'state 00' => [['ship_address_country' => '392', 'ship_address_state' => '00'], 'ship_address_state', null];
        yield 'state without its country' => [['ship_address_state' => '13'], 'ship_address_state', null];
        yield 'state of another country' => [['ship_address_country' => '840', 'ship_address_state' => '13'], 'ship_address_state', null];
        yield 'telephone in two parts' => [['work_phone_cc' => '1', 'work_phone_subscriber' => '2125550100'], 'work_phone_subscriber', '2125550100'];
        yield 'telephone without its country' => [['work_phone_subscriber' => '2125550100'], 'work_phone_subscriber', null];
        yield 'telephone with a 0' => [['work_phone_cc' => '81', 'work_phone_subscriber' => '0312345678'], 'work_phone_subscriber', null];
        yield 'a field of the telegram' => [['payment_amount' => '1'], 'payment_amount', null];
        yield 'a card number' => [['card_number' => '4900000000000000'], 'card_number', null];
        yield 'merchant_name' => [['merchant_name' => 'x'], 'merchant_name', null];
    }

    #[DataProvider('mails')]
    public function testSendsOnlyAddressesOfTheRfc(string $mail, ?string $sent): void
    {
        self::assertSame($sent, BuyerFields::of(new Buyer(email: $mail), '42')['email_address'] ?? null);
    }

    /** @return iterable<string, array{string, string|null}> */
    public static function mails(): iterable
    {
        yield 'plain' => ['a.b+c@example.co.jp', 'a.b+c@example.co.jp'];
        yield 'two dots' => ['a..b@docomo.example', null];
        yield 'a dot before the @' => ['ab.@docomo.example', null];
        yield 'no @' => ['example.jp', null];
        yield 'Japanese' => ['太郎@example.jp', null];
        yield 'too long' => [str_repeat('a', 250) . '@example.jp', null];
        yield 'empty' => ['', null];
    }
}
