<?php

declare(strict_types=1);

namespace Paygent\Payments\Event;

/**
 * Something that has happened and is committed. For watching only: what must be done once is an effect
 * of the shop port, not a listener's.
 */
interface Event {}
