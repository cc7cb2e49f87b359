<?php

declare(strict_types=1);

namespace Paygent\Payments\Account;

/** Which Paygent an account belongs to. */
enum Environment: string
{
    case Live = 'live';
    case Test = 'test';
    case Local = 'local';
}
