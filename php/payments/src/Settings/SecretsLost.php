<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Support\Texts;

/** Secrets of a revision cannot be opened: payments are off until the named fields are entered again. */
final class SecretsLost extends \RuntimeException
{
    /** @param non-empty-list<string> $fields names of the settings to enter again */
    public function __construct(public readonly string $revision, public readonly array $fields, ?\Throwable $cause = null)
    {
        parent::__construct($this->text('en'), 0, $cause);
    }

    /** For the screen: which fields to enter again. */
    public function text(string $locale): string
    {
        $labels = array_map(static fn (string $name): string => Fields::get($name)->label($locale), $this->fields);

        return Texts::get('settings.lost', $locale, ['fields' => implode(', ', $labels)]);
    }
}
