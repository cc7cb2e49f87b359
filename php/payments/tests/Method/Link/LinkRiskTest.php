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
        $risk = self::risk(new Buyer(
            phone: '090-1234-5678',
            email: 'taro@example.com',
            postalCode: '100-0005',
            stateCode: '13',
            city: '千代田区',
            line1: '丸の内1-2-3',
            line2: '  ',
            more: ['account_create_date' => '20200401', 'purchase_count' => 3, 'shipping_indicator' => '01'],
        ));
        self::assertSame([
            '3ds_account_create_date' => '20200401',
            '3ds_account_indicator' => '01',
            '3ds_bill_address_city' => '千代田区',
            '3ds_bill_address_country' => '392',
            '3ds_bill_address_line1' => '丸の内1-2-3',
            '3ds_bill_address_post_code' => '100-0005',
            '3ds_bill_address_state' => '13',
            '3ds_email_address' => 'taro@example.com',
            '3ds_login_type' => '01',
            '3ds_mobile_phone_cc' => '81',
            '3ds_mobile_phone_subscriber' => '9012345678',
            '3ds_purchase_count' => '3',
            '3ds_ship_address_first_use_date' => '01',
        ], $risk);
    }

    /** @param array<string, string|int> $more */
    #[DataProvider('absent')]
    public function testWhatTheLinkTypeDoesNotHaveIsNotSent(array $more): void
    {
        self::assertSame(self::risk(new Buyer()), self::risk(new Buyer(more: $more)));
    }

    /** @return array<string, array{array<string, string|int>}> */
    public static function absent(): array
    {
        return [
            'holder' => [['cardholder_name' => 'TARO YAMADA']],
            'cards' => [['card_registration_count' => 1, 'card_registration_indicator' => '02']],
            'card date' => [['card_registration_date' => '20260101']],
            'name match' => [['ship_name_indicator' => '01']],
            'anything else' => [['trading_id' => '1', 'id' => 1]],
        ];
    }

    /** One character outside Shift_JIS would refuse the whole request (6004). */
    public function testCharactersOutsideShiftJisAreLeftOut(): void
    {
        $risk = self::risk(new Buyer(city: "\u{20BB7}野区", line1: '서울', line2: '髙層'));
        self::assertSame('野区', $risk['3ds_bill_address_city']);
        self::assertArrayNotHasKey('3ds_bill_address_line1', $risk);
        self::assertSame('髙層', $risk['3ds_bill_address_line2']);
    }

    public function testOnlyCardsHaveThem(): void
    {
        $fields = LinkFixture::request(new LinkAtm(), LinkFixture::purchase(buyer: new Buyer(email: 'taro@example.com')));
        self::assertArrayNotHasKey('3ds_email_address', $fields);
    }

    /** @return array<string, string|int> */
    private static function risk(Buyer $buyer): array
    {
        $risk = array_filter(
            LinkFixture::request(new LinkCard(), LinkFixture::purchase(buyer: $buyer)),
            static fn (string $name): bool => str_starts_with($name, '3ds_'),
            \ARRAY_FILTER_USE_KEY,
        );
        ksort($risk);

        return $risk;
    }
}
