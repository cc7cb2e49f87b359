<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Link;

use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Link\LinkAtm;
use Paygent\Payments\Method\Link\LinkCard;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** The risk items of EMV 3-D Secure (link-type 4.1). */
final class LinkRiskTest extends TestCase
{
    public function testWhatTheShopKnowsIsSent(): void
    {
        self::assertSame([
            '3ds_account_create_date' => '20200401',
            '3ds_purchase_count' => '3',
            '3ds_ship_address_first_use_date' => '01',
            '3ds_bill_address_city' => '千代田区',
            '3ds_bill_address_line1' => '丸の内1-2-3',
            '3ds_bill_address_post_code' => '1000005',
            '3ds_bill_address_state' => '13',
            '3ds_bill_address_country' => '392',
            '3ds_mobile_phone_cc' => '81',
            '3ds_mobile_phone_subscriber' => '9012345678',
            '3ds_email_address' => 'taro@example.com',
        ], self::risk(new Buyer(
            phone: '090-1234-5678',
            email: 'taro@example.com',
            postalCode: '100-0005',
            stateCode: '13',
            city: '千代田区',
            line1: '丸の内1-2-3',
            line2: '  ',
            more: [
                'account_create_date' => '20200401',
                'purchase_count' => 3,
                'shipping_indicator' => '01',
                'card_registration_count' => 1,
                'cardholder_name' => 'TARO',
            ],
        )));
    }

    public function testAFixedLineIsAHomePhone(): void
    {
        self::assertSame(
            ['3ds_home_phone_cc' => '81', '3ds_home_phone_subscriber' => '312345678'],
            self::risk(new Buyer(phone: '03-1234-5678')),
        );
    }

    /** Known to end the authentication outside Paygent. */
    #[DataProvider('harmful')]
    public function testWhatWouldBreakTheAuthenticationIsLeftOut(Buyer $buyer): void
    {
        self::assertSame([], self::risk($buyer));
    }

    /** @return array<string, array{Buyer}> */
    public static function harmful(): array
    {
        return [
            'spaces only' => [new Buyer(city: "\u{3000}", line1: ' ')],
            'two dots' => [new Buyer(email: 'taro..x@docomo.example.com')],
            'a dot before the @' => [new Buyer(email: 'taro.@docomo.example.com')],
            'no mail address' => [new Buyer(email: 'taro')],
            'an undefined state' => [new Buyer(stateCode: 'Tokyo')],
            'a state without its country' => [new Buyer(stateCode: '13', countryCode: '')],
        ];
    }

    public function testLongAddressesAreCut(): void
    {
        $risk = self::risk(new Buyer(city: str_repeat('区', 51)));
        self::assertSame(str_repeat('区', 50), $risk['3ds_bill_address_city']);
    }

    public function testOnlyCardsHaveThem(): void
    {
        $fields = LinkFixture::request(new LinkAtm(), LinkFixture::purchase(buyer: new Buyer(email: 'taro@example.com')));
        self::assertArrayNotHasKey('3ds_email_address', $fields);
    }

    /** @return array<string, string|int> */
    private static function risk(Buyer $buyer): array
    {
        return array_filter(
            LinkFixture::request(new LinkCard(), LinkFixture::purchase(buyer: $buyer)),
            static fn (string $name): bool => str_starts_with($name, '3ds_'),
            \ARRAY_FILTER_USE_KEY,
        );
    }
}
