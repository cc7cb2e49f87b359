<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Doctrine\DBAL\Exception\RetryableException;

/**
 * A row changed between its reading and its writing, inside one transaction. Database::transaction()
 * repeats the work on what the row is now.
 */
final class Conflict extends \RuntimeException implements RetryableException {}
