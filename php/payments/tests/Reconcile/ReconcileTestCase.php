<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Reconcile;

use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Reconcile\Row;
use Paygent\Payments\Reconcile\ToDo;
use Paygent\Payments\Tests\Engine\EngineTestCase;

/** What the tests of the reconciler share. */
abstract class ReconcileTestCase extends EngineTestCase
{
    protected static function impatient(): Gateway
    {
        return self::$paygent->gateway(['timeout_value' => '1']);
    }

    /**
     * @param list<Row> $rows
     *
     * @return list<array{string, ToDo}>
     */
    protected static function found(array $rows): array
    {
        return array_map(static fn (Row $row): array => [$row->what->value, $row->toDo], $rows);
    }
}
