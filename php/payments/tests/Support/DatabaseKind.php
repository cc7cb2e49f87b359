<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

/** The databases that every storage test runs on. */
enum DatabaseKind: string
{
    case SQLite = 'sqlite';
    /** 12 or newer. */
    case PostgreSQL = 'postgresql';
    /** 10.6 or newer, or MySQL 8. */
    case MariaDB = 'mariadb';

    /** Variable that names a running server to use instead of one of our own, as a DBAL DSN. */
    public function variable(): string
    {
        return 'PAYMENTS_' . strtoupper($this->value) . '_DSN';
    }
}
