<?php

declare(strict_types=1);

namespace Paygent\Payments\Gateway;

use Paygent\Payments\Account\Account;

/** Finds what an account logs in with: its own, never another account's (money rule 7). */
interface Credentials
{
    /** @throws \RuntimeException when they are not known, e.g. because their key is lost: nothing is sent then */
    public function of(Account $account): Login;
}
