<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\ConveniConnection;
use Paygent\Payments\Settings\Factory;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Settings\SystemType;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Settings\Validator;
use Paygent\Payments\Tests\Support\SettingsInput;
use PHPUnit\Framework\TestCase;

final class FactoryTest extends TestCase
{
    public function testBuildsEveryPartOfTheModuleType(): void
    {
        $settings = self::made(SettingsInput::module(['conveni_connection_type' => 'f', 'sales_mode' => 'sell_at_once']));

        self::assertSame('r1', $settings->revision);
        $common = $settings->common;
        self::assertSame(
            [SystemType::Module, Environment::Test, '900000001', '', 'connect1', 'password1', 'noticeHashKey123', 10],
            [
                $common->systemType, $common->environment, $common->merchantId, $common->siteId, $common->connectId,
                $common->connectPassword->reveal(), $common->noticeHashKey->reveal(), $common->rollbackTargetDays,
            ],
        );
        self::assertSame(['shop_', 'テスト商店 2号店', ''], [$common->tradingIdPrefix, $common->shopName, $common->localUrl]);
        self::assertSame([
            MethodId::Card, MethodId::Conveni, MethodId::Atm, MethodId::BankNet,
            MethodId::Docomo, MethodId::Au, MethodId::Softbank, MethodId::VirtualAccount, MethodId::Paidy,
        ], $common->methods);
        $card = $settings->card;
        self::assertSame(
            [['10', '61', '80', '21'], true, ThreeDSecure::V2, AttemptControl::NormalOnly, 'TestOnlineShop', 'threeDSecureKey1'],
            [
                $card->paymentDivisions, $card->securityCode, $card->threeDSecure, $card->attemptControl,
                $card->merchantName, $card->threeDSecureHashKey?->reveal(),
            ],
        );
        self::assertSame(
            [true, true, Environment::Test, 'tokenKey1', SalesMode::SellAtOnce],
            [$card->stockCard, $card->validCheck, $card->tokenEnvironment, $card->tokenKey, $card->salesMode],
        );
        self::assertSame([15, ConveniConnection::FType], [$settings->conveni->limitDays, $settings->conveni->connectionType]);
        self::assertSame([30, 'テストショウテン'], [$settings->atm->limitDays, $settings->atm->storeNameKana]);
        self::assertSame(
            [7, 'テスト商店', 'テストショウテン', 'Copyright (c) Test Shop', 'ありがとうございます'],
            array_values((array) $settings->bankNet),
        );
        self::assertSame(30, $settings->virtualAccount->limitDays);
        self::assertSame([MethodId::Docomo, MethodId::Au, MethodId::Softbank], $settings->carrier->carriers);
        self::assertSame(
            ['pk_test_abc123', 'https://shop.example/logo.png', 'テスト商店'],
            array_values((array) $settings->paidy),
        );
        self::assertNull($settings->link->hashKey);
    }

    public function testBuildsTheLinkType(): void
    {
        $settings = self::made(SettingsInput::link());

        self::assertSame(
            [MethodId::LinkCard, MethodId::LinkConveni, MethodId::LinkAtm, MethodId::LinkBankNet, MethodId::LinkCarrier],
            $settings->common->methods,
        );
        $link = $settings->link;
        self::assertSame('linkHashKey1', $link->hashKey?->reveal());
        self::assertSame(
            ['https://sandbox.paygent.co.jp/v/u/request', 5, 'https://shop.example/thanks', 'テスト商店'],
            [$link->url, $link->paymentTermDays, $link->returnUrl, $link->merchantName],
        );
        self::assertSame(
            ['Copyright (c) Test Shop', 'ありがとうございます', 1, true, true],
            [$link->copyRight, $link->freeMemo, $link->cardClass, $link->cardConf, $link->stockCard],
        );
        self::assertSame([], array_filter($settings->common->methods, static fn (MethodId $id): bool => !$id->isLink()));
    }

    public function testOffersOnlyTheChosenCarriers(): void
    {
        $settings = self::made(SettingsInput::module(['paygent_payment_method' => ['6'], 'career_division' => ['4']]));

        self::assertSame([MethodId::Au], $settings->common->methods);
        self::assertTrue($settings->common->offers(MethodId::Au));
        self::assertFalse($settings->common->offers(MethodId::Docomo));
    }

    public function testKnowsTheTokenScriptOfEachEnvironment(): void
    {
        $live = ['environment' => 'live', 'token_env' => '1', 'api_key' => 'pk_live_1'];
        $local = ['environment' => 'local', 'token_env' => '2', 'local_url' => 'http://127.0.0.1:8080/'];

        self::assertSame([
            'https://sandbox.paygent.co.jp/js/PaygentToken.js',
            'https://token.paygent.co.jp/js/PaygentToken.js',
            'http://127.0.0.1:8080/js/PaygentToken.js',
        ], array_map(
            static fn (array $changes): string => self::made(SettingsInput::module($changes))->tokenScript(),
            [[], $live, $local],
        ));
    }

    public function testLetsNothingOutliveWhatItDependsOn(): void
    {
        $settings = self::made(SettingsInput::module(['credit_3d' => '0', 'module_stock_card' => '0']));

        self::assertFalse($settings->card->validCheck);
        self::assertNull($settings->card->threeDSecureHashKey);
        self::assertNull(self::made(SettingsInput::link(['hash_key' => '']))->link->hashKey);
    }

    public function testFillsWhatIsMissingWithDefaults(): void
    {
        $settings = Factory::fromValues(['settlement_division' => '2', 'link_payment_term' => '99'], [], '');

        self::assertSame([5, 7, 15], [
            $settings->link->paymentTermDays,
            $settings->common->rollbackTargetDays,
            $settings->conveni->limitDays,
        ]);
        self::assertSame(Environment::Test, $settings->common->environment);
        self::assertTrue($settings->common->connectPassword->isEmpty());
    }

    /** @param array<string, mixed> $input */
    private static function made(array $input): Settings
    {
        self::assertSame([], Validator::check($input));
        [$plain, $secrets] = Validator::keep($input);

        return Factory::fromValues($plain, $secrets, 'r1');
    }
}
