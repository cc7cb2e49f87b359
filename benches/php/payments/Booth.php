<?php

declare(strict_types=1);

namespace Paygent\Payments\Bench;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Engine;
use Paygent\Payments\Settings\Keyring;
use Paygent\Payments\Setup;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Shop\ShopTables;
use Paygent\Payments\Tests\Support\Shop\SqlShop;
use Paygent\Payments\Tests\Support\TestDatabase;

/** A shop with sealed settings at a local Paygent, the same one in every process: a file says where. */
final class Booth
{
    public readonly Setup $setup;

    public readonly Account $account;

    private function __construct(private readonly TestDatabase $database, Keyring $keys, string $settingsFile, string $merchantId)
    {
        $this->setup = new Setup($database->connect(), $keys, $settingsFile, 'https://shop.example/paygent/return');
        $this->account = $this->setup->account(Environment::Local, $merchantId);
    }

    public static function open(LocalPaygent $paygent, TestDatabase $database, string $file): self
    {
        $keys = Keyring::generate();
        $setup = new Setup($database->connect(), $keys, $paygent->settingsFile(), 'https://shop.example/paygent/return');
        $setup->migrate();
        $setup->enter($setup->account(Environment::Local, $paygent->contract('merchant_id')), [
            'settlement_division' => '1',
            'environment' => 'local',
            'local_url' => $paygent->pageUrl,
            'merchant_id' => $paygent->contract('merchant_id'),
            'site_id' => '',
            'connect_id' => $paygent->contract('connect_id'),
            'connect_password' => $paygent->contract('connect_password'),
            'notice_hash_key' => $paygent->contract('notice_hash_key'),
            'paygent_payment_method' => ['2'],
            'rollback_target_term' => '10',
            'conveni_limit_date_num' => '15',
            'conveni_connection_type' => 'abd',
        ]);
        ShopTables::create($database->connect());
        file_put_contents($file, json_encode(
            [$database->handle(), $keys->toText(), $paygent->settingsFile(), $paygent->contract('merchant_id')],
            JSON_THROW_ON_ERROR,
        ));

        return self::at($file);
    }

    /** @param array{persistent?: bool} $more parameters of the connections */
    public static function at(string $file, array $more = []): self
    {
        /** @var array{string, string, string, string} $parts */
        $parts = json_decode((string) file_get_contents($file), true, 4, JSON_THROW_ON_ERROR);

        return new self(TestDatabase::at($parts[0], $more), Keyring::fromText($parts[1]), $parts[2], $parts[3]);
    }

    public function engine(): Engine
    {
        return $this->setup->engine(new SqlShop($this->database->connect()));
    }
}
