/* In the place of libavif: OpenCV asks an AVIF decoder about every picture first, and this one knows none.

   The program refuses AVIF by its signature before OpenCV sees it. */

typedef int result;
enum { DONE = 0, NOT_AVIF = 1 };

/* OpenCV writes options into the decoder, and follows its pointer to the input to write the input's size there. */
static char scratch[4096];
static void *decoder[512];

void *avifDecoderCreate(void)
{
    int index;
    for (index = 0; index < 512; index++)
        decoder[index] = scratch;
    return decoder;
}

void avifDecoderDestroy(void *made) { (void)made; }

void *avifEncoderCreate(void) { return 0; }

void avifEncoderDestroy(void *made) { (void)made; }

void avifImageDestroy(void *image) { (void)image; }

void avifRWDataFree(void *bytes) { (void)bytes; }

result avifDecoderSetIOMemory(void *made, const void *bytes, unsigned long count)
{
    (void)made, (void)bytes, (void)count;
    return DONE;
}

result avifDecoderSetIOFile(void *made, const char *name)
{
    (void)made, (void)name;
    return DONE;
}

result avifDecoderParse(void *made)
{
    (void)made;
    return NOT_AVIF;
}

const char *avifResultToString(result number)
{
    (void)number;
    return "AVIF is not supported";
}
