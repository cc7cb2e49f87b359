<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Flow\SettingsSource;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Notice\NoticeKeys;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Settings\SystemType;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\SettingsFixture;

/** Settings that fit a local Paygent, module type or link type as the method wants; tests may change them. */
final class BenchSettings implements SettingsSource, NoticeKeys
{
    /** @var array<string, Settings> */
    private array $revisions = [];

    private Settings $active;

    /** @var list<Secret> */
    public array $noticeKeys;

    public readonly string $prefix;

    /** @var list<string> telegrams that somebody sent past the engine, "kind id" */
    public array $elsewhere = [];

    /** @param int $ledgerBefore last line of Paygent's ledger before this shop */
    public function __construct(private readonly LocalPaygent $paygent, public readonly int $ledgerBefore)
    {
        $this->prefix = 't' . bin2hex(random_bytes(3)) . '_';
        $this->noticeKeys = [new Secret($paygent->contract('notice_hash_key'))];
        $this->active = $this->module();
    }

    public function active(string $accountId): Settings
    {
        return $this->active;
    }

    public function revision(string $accountId, string $revision): Settings
    {
        return $this->revisions[$revision] ?? throw new \RuntimeException("no revision $revision");
    }

    public function noticeKeys(string $accountId, int $now): array
    {
        return $this->noticeKeys;
    }

    public function forMethod(MethodId $method): void
    {
        if (($this->active->common->systemType === SystemType::Link) !== $method->isLink()) {
            $this->active = $method->isLink() ? $this->link() : $this->module();
        }
    }

    /** @param array<string, mixed> $card properties of CardSettings */
    public function card(array $card): void
    {
        $this->active = $this->module($card);
    }

    /**
     * Module type from now on.
     *
     * @param array<string, mixed> $card
     * @param array<string, mixed> $common
     */
    public function module(array $card = [], array $common = []): Settings
    {
        return $this->active = $this->revisions[$this->next()] = SettingsFixture::module(
            common: $common + $this->common(),
            card: $card + [
                'threeDSecure' => ThreeDSecure::None,
                'threeDSecureHashKey' => new Secret($this->paygent->contract('threeds_hash_key')),
                'stockCard' => true,
            ],
            paidy: ['publicKey' => $this->paygent->contract('paidy_public_key')],
            revision: $this->next(),
        );
    }

    /** Link type from now on. */
    public function link(): Settings
    {
        return $this->active = $this->revisions[$this->next()] = SettingsFixture::link(
            common: $this->common(),
            link: [
                'url' => $this->paygent->linkUrl(),
                'hashKey' => new Secret($this->paygent->contract('link_hash_key')),
            ],
            revision: $this->next(),
        );
    }

    private function next(): string
    {
        return (string) (\count($this->revisions) + 1);
    }

    /** @return array<string, mixed> */
    private function common(): array
    {
        return [
            'merchantId' => $this->paygent->contract('merchant_id'),
            'connectId' => $this->paygent->contract('connect_id'),
            'connectPassword' => new Secret($this->paygent->contract('connect_password')),
            'noticeHashKey' => $this->noticeKeys[0],
            'tradingIdPrefix' => $this->prefix,
        ];
    }
}
