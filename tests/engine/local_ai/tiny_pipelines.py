"""Randomly initialised pipelines of a few hundred kilobytes, saved as an artist's folder would be."""

import json
from pathlib import Path


def _tokenizer(folder: Path):
    from transformers import CLIPTokenizer

    folder.mkdir(parents=True)
    signs = [chr(code) for code in range(33, 127)]
    words = [*signs, *(f"{sign}</w>" for sign in signs), "<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({word: index for index, word in enumerate(words)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=77), len(words)


def _parts(scratch: Path, channels: int) -> dict:
    import torch
    import tqdm
    from diffusers import AutoencoderKL, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel

    tqdm.tqdm.monitor_interval = 0  # or the bars that are drawn while saving leave a thread behind
    torch.manual_seed(0)
    tokenizer, words = _tokenizer(scratch)
    text = CLIPTextConfig(
        vocab_size=words,
        hidden_size=32,
        intermediate_size=37,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=77,
        projection_dim=32,
        bos_token_id=words - 2,
        eos_token_id=words - 1,
        pad_token_id=1,
    )
    unet = UNet2DConditionModel(
        block_out_channels=(32, 64),
        layers_per_block=1,
        sample_size=32,
        in_channels=channels,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=32,
        norm_num_groups=32,
    )
    vae = AutoencoderKL(
        block_out_channels=[32, 64],
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * 2,
        up_block_types=["UpDecoderBlock2D"] * 2,
        latent_channels=4,
        norm_num_groups=32,
    )
    return {"tokenizer": tokenizer, "text_encoder": CLIPTextModel(text), "unet": unet, "vae": vae}


def save_picture_folder(folder: Path, scratch: Path) -> Path:
    """Text to picture, 64 pixels square."""
    from diffusers import EulerDiscreteScheduler, StableDiffusionPipeline

    pipeline = StableDiffusionPipeline(
        **_parts(scratch, 4),
        scheduler=EulerDiscreteScheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.save_pretrained(folder, safe_serialization=True)
    return folder


def save_depth_folder(folder: Path, scratch: Path) -> Path:
    """Marigold."""
    from diffusers import DDIMScheduler, MarigoldDepthPipeline

    scheduler = DDIMScheduler(
        beta_schedule="scaled_linear",
        clip_sample=False,
        prediction_type="v_prediction",
        set_alpha_to_one=False,
        steps_offset=1,
    )
    pipeline = MarigoldDepthPipeline(
        **_parts(scratch, 8),
        scheduler=scheduler,
        prediction_type="depth",
        default_denoising_steps=4,
        default_processing_resolution=64,
    )
    pipeline.save_pretrained(folder, safe_serialization=True)
    return folder
