<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

/** Rows of notification_mapping.csv whose status is told by fault rules (Telling). */
final class ToldRows
{
    /** Rows whose status the sandbox cannot be brought to stand in, and why. */
    public const TOLD = [
        '02:13:' => '3-D Secure 1.0 ends in 11',
        '02:15:' => 'blocked before there is a notice',
        '02:17:' => 'a validity check has no order',
        '02:14:' => 'the page of 3-D Secure 1.0 stands in 10',
        '02:22:' => 'a validity check has no order',
        '02:30:' => 'passed within one telegram',
        '02:31:' => 'passed within one telegram',
        '02:32:order_not_complete' => 'a time-out behind Paygent (2008) makes no notice here',
        '02:42:' => 'passed within one telegram',
        '02:50:' => 'passed within one telegram',
        '02:11:' => 'told only for retries, which end in the answer',
        '03:32:' => 'no such status in the specification',
        '06:30:' => 'passed within one telegram',
        '06:33:' => 'expires with the clock of months; CARRIER lives show it',
        '06:34:' => 'passed within one telegram',
        '06:35:' => 'only in the list of specification 1.2.13',
        '06:36:' => 'only in the list of specification 1.2.13',
        '06:41:' => 'comes months later; told at once',
        '06:42:' => 'passed within one telegram',
        '22:10:' => 'no such status in the Paidy annex',
        '22:11:' => 'no such status in the Paidy annex',
        '22:30:' => 'makes no notice; only 094 shows it',
        '22:31:' => 'makes no notice; only 094 shows it',
        '22:42:' => 'makes no notice; only 094 shows it',
        '22:41:' => 'comes months later; told at once',
        '02:41:' => 'comes months later; told at once',
    ];

    /** Scenes in which the order is still being bought. */
    public const PURCHASING = ['02:11:', '02:13:', '02:14:', '02:15:', '02:32:order_not_complete', '02:17:', '02:22:'];
}
