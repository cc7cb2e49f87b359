<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Flow\SettingsSource;
use Paygent\Payments\Gateway\Credentials;
use Paygent\Payments\Gateway\Login;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Notice\NoticeKeys;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\SettingsFixture;

/** One contract with every method of both types, in three revisions; each attempt keeps its own. */
final class WorldSettings implements SettingsSource, NoticeKeys, Credentials
{
    public const PLAIN = '1';
    public const WITH_3DS = '2';
    public const SOLD_AT_ONCE = '3';

    /** The revision in force. */
    public string $active = self::PLAIN;

    /** @var array<string, Settings> */
    private array $made = [];

    public function __construct(private readonly LocalPaygent $paygent) {}

    public function active(string $accountId): Settings
    {
        return $this->revision($accountId, $this->active);
    }

    public function revision(string $accountId, string $revision): Settings
    {
        return $this->made[$revision] ??= $this->make($revision);
    }

    public function noticeKeys(string $accountId, int $now): array
    {
        return [new Secret($this->paygent->contract('notice_hash_key'))];
    }

    public function of(Account $account): Login
    {
        return $this->paygent->login();
    }

    private function make(string $revision): Settings
    {
        $module = SettingsFixture::module(
            [
                'merchantId' => $this->paygent->contract('merchant_id'),
                'methods' => MethodId::cases(),
                'noticeHashKey' => new Secret($this->paygent->contract('notice_hash_key')),
            ],
            [
                'threeDSecure' => $revision === self::WITH_3DS ? ThreeDSecure::V2 : ThreeDSecure::None,
                'attemptControl' => AttemptControl::NormalOnly,
                'threeDSecureHashKey' => new Secret($this->paygent->contract('threeds_hash_key')),
                'salesMode' => $revision === self::SOLD_AT_ONCE ? SalesMode::SellAtOnce : SalesMode::Authorize,
            ],
            paidy: ['publicKey' => $this->paygent->contract('paidy_public_key')],
        );
        $link = SettingsFixture::link(link: [
            'url' => $this->paygent->linkUrl(),
            'hashKey' => new Secret($this->paygent->contract('link_hash_key')),
        ]);

        return new Settings(
            $revision,
            $module->common,
            $link->link,
            $module->card,
            $module->conveni,
            $module->atm,
            $module->bankNet,
            $module->virtualAccount,
            $module->carrier,
            $module->paidy,
        );
    }
}
