<?php

declare(strict_types=1);

namespace Paygent\Payments;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Gateway\ExtensionGateway;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Notice\Intake;
use Paygent\Payments\Settings\ActivationRefused;
use Paygent\Payments\Settings\ActiveLogins;
use Paygent\Payments\Settings\ConnectionTest;
use Paygent\Payments\Settings\DraftLogin;
use Paygent\Payments\Settings\InvalidSettings;
use Paygent\Payments\Settings\Keyring;
use Paygent\Payments\Settings\Revisions;
use Paygent\Payments\Settings\Sealer;
use Paygent\Payments\Settings\TelegramHosts;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;
use Paygent\Payments\Support\SystemClock;
use Psr\Clock\ClockInterface;
use Psr\Log\LoggerInterface;
use Psr\Log\NullLogger;

/**
 * The usual way to put the engine together: one database, one key file, one settings file of the
 * connection module. A shop with other wishes makes the parts itself, as done here.
 */
final class Setup
{
    public readonly Database $database;

    public readonly Revisions $settings;

    public readonly Accounts $accounts;

    /**
     * @param Connection $connection the engine's own, never the shop's
     * @param Keyring $keys what seals passwords and return addresses: `(new KeyFile($path))->read()`
     * @param string $settingsFile the connection module's modenv_properties: certificate, addresses, time-out
     * @param string $returnUrl where browsers, and Paygent's 3-D Secure, come back: calls Checkout::resume()
     */
    public function __construct(
        Connection $connection,
        private readonly Keyring $keys,
        private readonly string $settingsFile,
        private readonly string $returnUrl,
        private readonly ClockInterface $clock = new SystemClock(),
        private readonly LoggerInterface $log = new NullLogger(),
    ) {
        $this->database = new Database($connection);
        $this->settings = new Revisions($this->database, new Sealer($keys));
        $this->accounts = new Accounts($this->database);
    }

    /** Makes the engine's tables, or brings them up to date; safe at every start. */
    public function migrate(): void
    {
        (new Migrator($this->database))->migrate();
    }

    /** The account of a contract, made when it is new. */
    public function account(Environment $environment, string $merchantId, string $siteId = ''): Account
    {
        return $this->accounts->of($environment, $merchantId, $siteId, $this->now());
    }

    /**
     * Stores settings, tries the login at Paygent, and brings them into force.
     *
     * @param array<array-key, mixed> $input by the names of data/settings_fields.php
     *
     * @return string id of the revision
     *
     * @throws InvalidSettings with every violation
     * @throws ActivationRefused when Paygent did not accept the login, or hosts belong to another environment
     */
    public function enter(Account $account, #[\SensitiveParameter] array $input): string
    {
        $revision = $this->settings->draft($account, $input, $this->now());
        $gateway = new ExtensionGateway(
            new DraftLogin($this->settings->revision($account->id, $revision)),
            fn (): string => $this->settingsFile,
        );
        $test = new ConnectionTest($gateway, TelegramHosts::inFile($this->settingsFile));
        $this->settings->activate($revision, $test->run($account, $revision), $this->now());

        return $revision;
    }

    /** @throws \RuntimeException without the extension */
    public function engine(ShopPort $shop): Engine
    {
        return new Engine(
            $this->database,
            new ExtensionGateway(new ActiveLogins($this->settings), fn (): string => $this->settingsFile),
            $shop,
            $this->settings,
            new ReturnDoor($this->returnUrl, $this->keys->derived('return addresses')),
            $this->clock,
            log: $this->log,
        );
    }

    /** Takes notices; needs neither the extension nor the shop. */
    public function intake(): Intake
    {
        return Intake::alone($this->database, $this->settings, $this->clock, $this->log);
    }

    private function now(): int
    {
        return (new Clock($this->clock))->now();
    }
}
