<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** How a setting is entered. */
enum FieldType
{
    case Text;
    /** A whole number. */
    case Number;
    case Url;
    /** One of the choices (radio). */
    case Choice;
    /** Any of the choices (checkboxes): a list. */
    case Choices;
}
