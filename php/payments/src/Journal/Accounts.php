<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Support\Ids;

/** The contracts of this shop; unique by environment, merchant and site. */
final class Accounts
{
    public function __construct(private readonly Database $database) {}

    /** The account, made when it is new. */
    public function of(Environment $environment, string $merchantId, string $siteId, int $now): Account
    {
        $found = $this->find($environment, $merchantId, $siteId);
        if ($found !== null) {
            return $found;
        }
        $this->database->insertOnce('account', [
            'id' => Ids::next($now),
            'environment' => $environment->value,
            'merchant_id' => $merchantId,
            'site_id' => $siteId,
            'created_at' => $now,
        ]);

        return $this->find($environment, $merchantId, $siteId)
            ?? throw new \LogicException('the account was neither found nor made');
    }

    /** @throws \OutOfBoundsException */
    public function byId(string $id): Account
    {
        $row = $this->database->row('SELECT * FROM {account} WHERE id = ?', [$id])
            ?? throw new \OutOfBoundsException('no such account: ' . $id);

        return $this->made($row);
    }

    /** @return list<Account> */
    public function all(): array
    {
        return array_map($this->made(...), $this->database->rows('SELECT * FROM {account} ORDER BY id'));
    }

    private function find(Environment $environment, string $merchantId, string $siteId): ?Account
    {
        $row = $this->database->row(
            'SELECT * FROM {account} WHERE environment = ? AND merchant_id = ? AND site_id = ?',
            [$environment->value, $merchantId, $siteId],
        );

        return $row === null ? null : $this->made($row);
    }

    /** @param array<string, string|int|float|bool|null> $row */
    private function made(array $row): Account
    {
        $fields = new Fields($row);

        return new Account(
            $fields->text('id'),
            Environment::from($fields->text('environment')),
            $fields->text('merchant_id'),
            $fields->text('site_id'),
        );
    }
}
