<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Reconcile\Disagreement;
use Paygent\Payments\Reconcile\Report;
use Paygent\Payments\Reconcile\Row;
use Paygent\Payments\Reconcile\What;
use Paygent\Payments\Shop\OrderState;

/**
 * The shop's people after the storm: they put right what the storm's operators did to orders on purpose,
 * and nothing else. What is left after them is a difference.
 */
final class People
{
    /** @var array<string, int> how many orders they had to put right, by reason */
    public array $did = [];

    public function __construct(private readonly Connection $shop) {}

    public function putRight(Report $report): void
    {
        foreach ($report->rows as $row) {
            if ($row->what === What::Order && $row->toDo->isForPeople()) {
                $this->one($row);
            }
        }
    }

    private function one(Row $row): void
    {
        $done = match (Disagreement::tryFrom($row->before)) {
            // The operators change totals at random and do not always amend afterwards.
            Disagreement::AmountDiffers => $this->shop->executeStatement(
                'UPDATE shop_order SET amount = (SELECT amount FROM paygent_payment WHERE payment_id = ?) WHERE ref = ?',
                [$row->paymentId, $row->orderRef],
            ),
            // Money given back for goods that are on their way: only a person cancels such an order.
            Disagreement::PaidWithoutPayment, Disagreement::PlacedWithoutPayment => $this->shop->executeStatement(
                'UPDATE shop_order SET state = ? WHERE ref = ? AND shipped = 1',
                [OrderState::Cancelled->value, $row->orderRef],
            ),
            default => 0,
        };
        if ((int) $done > 0) {
            $this->did[$row->before] = ($this->did[$row->before] ?? 0) + 1;
        }
    }
}
