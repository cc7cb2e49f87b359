<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Settings\AtmSettings;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\BankNetSettings;
use Paygent\Payments\Settings\CardSettings;
use Paygent\Payments\Settings\CarrierSettings;
use Paygent\Payments\Settings\CommonSettings;
use Paygent\Payments\Settings\ConveniConnection;
use Paygent\Payments\Settings\ConveniSettings;
use Paygent\Payments\Settings\LinkSettings;
use Paygent\Payments\Settings\PaidySettings;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Settings\SystemType;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Settings\VirtualAccountSettings;

/**
 * Valid settings for tests. Each part is changed by the names of its properties:
 * `SettingsFixture::module(card: ['threeDSecure' => ThreeDSecure::V2])`.
 */
final class SettingsFixture
{
    /**
     * Module type, every method.
     *
     * @param array<string, mixed> $common
     * @param array<string, mixed> $card
     * @param array<string, mixed> $conveni
     * @param array<string, mixed> $atm
     * @param array<string, mixed> $bankNet
     * @param array<string, mixed> $virtualAccount
     * @param array<string, mixed> $carrier
     * @param array<string, mixed> $paidy
     */
    public static function module(
        array $common = [],
        array $card = [],
        array $conveni = [],
        array $atm = [],
        array $bankNet = [],
        array $virtualAccount = [],
        array $carrier = [],
        array $paidy = [],
        string $revision = '1',
    ): Settings {
        return self::make($revision, [
            'common' => $common + ['systemType' => SystemType::Module, 'methods' => self::methods(SystemType::Module)],
            'card' => $card,
            'conveni' => $conveni,
            'atm' => $atm,
            'bankNet' => $bankNet,
            'virtualAccount' => $virtualAccount,
            'carrier' => $carrier,
            'paidy' => $paidy,
        ]);
    }

    /**
     * Link type, every method.
     *
     * @param array<string, mixed> $common
     * @param array<string, mixed> $link
     */
    public static function link(array $common = [], array $link = [], string $revision = '1'): Settings
    {
        return self::make($revision, [
            'common' => $common + ['systemType' => SystemType::Link, 'methods' => self::methods(SystemType::Link)],
            'link' => $link,
        ]);
    }

    /** @return list<MethodId> every method of one system type */
    public static function methods(SystemType $type): array
    {
        return array_values(array_filter(
            MethodId::cases(),
            static fn (MethodId $method): bool => $method->isLink() === ($type === SystemType::Link),
        ));
    }

    /** @param array<string, array<string, mixed>> $with */
    private static function make(string $revision, array $with): Settings
    {
        return new Settings(
            $revision,
            self::part(CommonSettings::class, 'common', $with),
            self::part(LinkSettings::class, 'link', $with),
            self::part(CardSettings::class, 'card', $with),
            self::part(ConveniSettings::class, 'conveni', $with),
            self::part(AtmSettings::class, 'atm', $with),
            self::part(BankNetSettings::class, 'bankNet', $with),
            self::part(VirtualAccountSettings::class, 'virtualAccount', $with),
            self::part(CarrierSettings::class, 'carrier', $with),
            self::part(PaidySettings::class, 'paidy', $with),
        );
    }

    /**
     * @template T of object
     *
     * @param class-string<T> $class
     * @param array<string, array<string, mixed>> $with
     *
     * @return T
     */
    private static function part(string $class, string $name, array $with): object
    {
        $values = [...self::defaults()[$name], ...($with[$name] ?? [])];

        return (new \ReflectionClass($class))->newInstanceArgs($values);
    }

    /** @return array<string, array<string, mixed>> */
    private static function defaults(): array
    {
        return [
            'common' => [
                'systemType' => SystemType::Module,
                'environment' => Environment::Local,
                'merchantId' => '900000001',
                'siteId' => '',
                'connectId' => 'test900000001',
                'connectPassword' => new Secret('connectpass'),
                'noticeHashKey' => new Secret('noticekey0123456'),
                'methods' => [],
                'rollbackTargetDays' => 10,
                'tradingIdPrefix' => '',
                'shopName' => 'テスト商店',
                'localUrl' => 'http://127.0.0.1:8080',
            ],
            'link' => [
                'url' => 'http://127.0.0.1:8080/link/payment/request',
                'hashKey' => new Secret('linkhashkey01234'),
                'paymentTermDays' => 5,
                'returnUrl' => '',
                'merchantName' => 'テスト商店',
                'copyRight' => '(c) Test Shop',
                'freeMemo' => 'お買い上げありがとうございます',
                'cardClass' => 1,
                'cardConf' => true,
                'stockCard' => true,
            ],
            'card' => [
                'paymentDivisions' => ['10', '61', '80', '21'],
                'securityCode' => true,
                'threeDSecure' => ThreeDSecure::None,
                'attemptControl' => AttemptControl::None,
                'merchantName' => 'TestShop',
                'threeDSecureHashKey' => new Secret('threedsecurehashkey'),
                'stockCard' => true,
                'validCheck' => false,
                'tokenEnvironment' => Environment::Local,
                'tokenKey' => 'tokenkey',
                'salesMode' => SalesMode::Authorize,
            ],
            'conveni' => ['limitDays' => 15, 'connectionType' => ConveniConnection::AbdType],
            'atm' => ['limitDays' => 30, 'storeNameKana' => 'テストショウテン'],
            'bankNet' => [
                'termDays' => 7,
                'storeName' => 'テスト商店',
                'storeNameKana' => 'テストショウテン',
                'copyRight' => '(c) Test Shop',
                'freeMemo' => '',
            ],
            'virtualAccount' => ['limitDays' => 14],
            'carrier' => ['carriers' => [MethodId::Docomo, MethodId::Au, MethodId::Softbank]],
            'paidy' => ['publicKey' => 'pk_test_0123456789', 'logoUrl' => '', 'storeName' => 'テスト商店'],
        ];
    }
}
