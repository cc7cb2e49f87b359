<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Environment;

/** How a setting tells which of Paygent's environments it belongs to. */
enum Belongs
{
    /** By the host of the address (link-type 1). */
    case ByHost;
    /** トークン接続先: 0 test, 1 live, 2 local (ours). */
    case ByTokenEndpoint;
    /** pk_live…, pk_test… (manual 1.6.2). The local Paygent's keys are pk_test too. */
    case ByPaidyKey;

    /** @return list<Environment> the environments in which this value works; [] for none */
    public function environments(string $value): array
    {
        return match ($this) {
            self::ByHost => self::ofUrl($value),
            self::ByTokenEndpoint => match ($value) {
                '0' => [Environment::Test],
                '1' => [Environment::Live],
                '2' => [Environment::Local],
                default => [],
            },
            self::ByPaidyKey => str_starts_with($value, 'pk_live')
                ? [Environment::Live]
                : [Environment::Test, Environment::Local],
        };
    }

    /** @return list<Environment> */
    private static function ofUrl(string $url): array
    {
        $host = parse_url($url, PHP_URL_HOST);

        return \is_string($host) ? self::ofHost($host) : [];
    }

    /**
     * sandbox.paygent.co.jp is the test environment, mdev was abolished, all other names of Paygent
     * are live (link-type 1, telegrams-overview 3); a host that is not Paygent's can only be local.
     *
     * @return list<Environment>
     */
    public static function ofHost(string $host): array
    {
        $host = strtolower(rtrim($host, '.'));

        return match (true) {
            $host === 'sandbox.paygent.co.jp' => [Environment::Test],
            $host === 'mdev.paygent.co.jp' => [],
            $host === 'paygent.co.jp', str_ends_with($host, '.paygent.co.jp') => [Environment::Live],
            default => [Environment::Local],
        };
    }
}
