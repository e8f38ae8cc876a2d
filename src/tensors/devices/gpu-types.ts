/**
 * What we use of WebGPU (https://www.w3.org/TR/webgpu), in our own words, so that declarations
 * can be read without the package that describes all of it. Names are the standard's.
 */
export interface GpuLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
  readonly maxStorageBuffersPerShaderStage: number;
  readonly maxComputeWorkgroupStorageSize: number;
  readonly maxComputeInvocationsPerWorkgroup: number;
  readonly maxComputeWorkgroupSizeX: number;
  readonly maxComputeWorkgroupsPerDimension: number;
  readonly [name: string]: number;
}

export interface GpuAdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

export interface GpuError {
  readonly message: string;
}

export interface GpuBuffer {
  readonly size: number;
  readonly usage: number;
  mapAsync(mode: number, offset?: number, size?: number): Promise<undefined>;
  getMappedRange(offset?: number, size?: number): ArrayBuffer;
  unmap(): void;
  destroy(): void;
}

export interface GpuBindGroupLayout {
  readonly label: string;
}

export interface GpuBindGroup {
  readonly label: string;
}

export interface GpuCompilationMessage {
  readonly message: string;
  readonly type: "error" | "warning" | "info";
  readonly lineNum: number;
}

export interface GpuShaderModule {
  getCompilationInfo(): Promise<{ readonly messages: readonly GpuCompilationMessage[] }>;
}

export interface GpuComputePipeline {
  getBindGroupLayout(index: number): GpuBindGroupLayout;
}

export interface GpuComputePass {
  setPipeline(pipeline: GpuComputePipeline): void;
  setBindGroup(index: number, group: GpuBindGroup, dynamicOffsets?: readonly number[]): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
  end(): void;
}

export interface GpuCommandBuffer {
  readonly label: string;
}

export interface GpuCommandEncoder {
  beginComputePass(descriptor?: { readonly label?: string }): GpuComputePass;
  copyBufferToBuffer(
    source: GpuBuffer,
    sourceOffset: number,
    destination: GpuBuffer,
    destinationOffset: number,
    size: number,
  ): void;
  clearBuffer(buffer: GpuBuffer, offset?: number, size?: number): void;
  finish(): GpuCommandBuffer;
}

export interface GpuQueue {
  submit(buffers: readonly GpuCommandBuffer[]): void;
  writeBuffer(
    buffer: GpuBuffer,
    bufferOffset: number,
    data: ArrayBufferView | ArrayBuffer,
    dataOffset?: number,
    size?: number,
  ): void;
  onSubmittedWorkDone(): Promise<undefined>;
}

export interface GpuBindGroupLayoutEntry {
  readonly binding: number;
  readonly visibility: number;
  readonly buffer: {
    readonly type: "uniform" | "storage" | "read-only-storage";
    readonly hasDynamicOffset?: boolean;
  };
}

export interface GpuBindGroupEntry {
  readonly binding: number;
  readonly resource: {
    readonly buffer: GpuBuffer;
    readonly offset?: number;
    readonly size?: number;
  };
}

export interface GpuComputePipelineDescriptor {
  readonly label?: string;
  readonly layout: "auto" | object;
  readonly compute: {
    readonly module: GpuShaderModule;
    readonly entryPoint?: string;
    readonly constants?: Readonly<Record<string, number>>;
  };
}

export interface GpuDevice {
  readonly limits: GpuLimits;
  readonly features: ReadonlySet<string>;
  readonly queue: GpuQueue;
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  createBuffer(descriptor: {
    readonly label?: string;
    readonly size: number;
    readonly usage: number;
    readonly mappedAtCreation?: boolean;
  }): GpuBuffer;
  createShaderModule(descriptor: {
    readonly label?: string;
    readonly code: string;
  }): GpuShaderModule;
  createBindGroupLayout(descriptor: {
    readonly entries: readonly GpuBindGroupLayoutEntry[];
  }): GpuBindGroupLayout;
  createPipelineLayout(descriptor: {
    readonly bindGroupLayouts: readonly GpuBindGroupLayout[];
  }): object;
  createBindGroup(descriptor: {
    readonly layout: GpuBindGroupLayout;
    readonly entries: readonly GpuBindGroupEntry[];
  }): GpuBindGroup;
  createComputePipeline(descriptor: GpuComputePipelineDescriptor): GpuComputePipeline;
  createComputePipelineAsync(descriptor: GpuComputePipelineDescriptor): Promise<GpuComputePipeline>;
  createCommandEncoder(): GpuCommandEncoder;
  pushErrorScope(filter: "validation" | "out-of-memory" | "internal"): void;
  popErrorScope(): Promise<GpuError | null>;
  addEventListener(
    type: "uncapturederror",
    listener: (event: { readonly error: GpuError; preventDefault?(): void }) => void,
  ): void;
  destroy(): void;
}

export interface GpuAdapter {
  readonly info: GpuAdapterInfo;
  readonly limits: GpuLimits;
  readonly features: ReadonlySet<string>;
  requestDevice(descriptor?: {
    readonly requiredFeatures?: readonly string[];
    readonly requiredLimits?: Readonly<Record<string, number>>;
  }): Promise<GpuDevice>;
}

export interface GpuEntry {
  requestAdapter(options?: {
    readonly powerPreference?: "high-performance" | "low-power";
    readonly forceFallbackAdapter?: boolean;
  }): Promise<GpuAdapter | null>;
}
