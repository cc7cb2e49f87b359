<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/**
 * What the shop does with the customer now. A closed set: Done, GoTo, ShowPage, Instructions,
 * BeingConfirmed, Refused.
 */
interface Step {}
